import type {FieldError} from '../../api/field-error.ts'
import type {KubeObject, ObjectMeta} from '../../api/object.ts'
import type {Schema} from '../../api/schema/schema.ts'
import type {Features, Gating} from './gated-fields.ts'

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch'

/** A column of the Table that a server prints for kubectl. Priority 0 columns always show, 1 with `-o wide`. */
export interface Column<T = KubeObject> {
  name: string
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  format?: string
  /** Prose for `kubectl describe`-like tools; the server sends it with the table. */
  description?: string
  priority?: number
  /** A cell that no column definition goes with: Kubernetes has such. */
  undeclared?: boolean
  cell(object: T, context: ColumnContext): unknown
}

export interface ColumnContext {
  /** Milliseconds since the epoch, of the cluster's clock: ages count from here. */
  now: number
}

/** What a hook may need beyond the object itself. */
export interface ResourceContext {
  now: number
  /** The server's service network and the like live in admission and strategies, not here. */
  dryRun: boolean
  /** Who writes. */
  user: Writer
  /** A new UUID. */
  uuid(): string
  /** Tells the client something that is no error. */
  warn(message: string): void
  features: Features
}

/** Somebody who writes, as the API server knows users. */
export interface Writer {
  name: string
  uid?: string
  groups: readonly string[]
  extra?: Readonly<Record<string, readonly string[]>>
}

export interface Subresource {
  kind: string
  group?: string
  version?: string
  verbs: Verb[]
  /** Whether what it answers has columns; unless said otherwise, those of the kind. */
  tables?: false
}

/**
 * Everything the cluster knows about a kind, declared once. Routes, discovery, OpenAPI, tables, garbage collection and RBAC names derive
 * from it; a CustomResourceDefinition yields the same type at run time.
 *
 * The order in a write is: decode (schema) → defaults → prepare → admission → validate → store. Hooks get a private draft and may mutate it;
 * `old` is what is stored and read-only.
 */
export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  group: string
  version: string
  kind: string
  /** Lower-case plural; the resource's name in paths and RBAC. */
  plural: string
  singular: string
  shortNames?: string[]
  categories?: string[]
  namespaced: boolean
  verbs: Verb[]
  /** The type's name in the schema table: `io.k8s.api.core.v1.Pod`. Absent for kinds of a CRD, which bring `structural`. */
  schema: string
  /** Without this feature nobody is served the kind, whatever --runtime-config says. */
  featureGate?: string
  /** The structural schema of a CRD's version; `schema` is '' then. */
  structural?: Schema
  /** etcd's key prefix: `/registry/minions`. Absent: nothing is stored (reviews, bindings, componentstatuses). */
  storage?: {
    prefix: string
    /** The API version that is written; defaults to this definition's own. Another definition with the same prefix is the same storage. */
    version?: string
    /** The version that is written is not served. */
    unserved?: boolean
    /** The type of a custom kind in each of its versions, served or not. */
    schemaIn?(version: string): Schema | undefined
    toStored?(object: T): KubeObject
    fromStored?(stored: KubeObject): T
    /** An object as it is read, by the version in which it is stored, before it is turned into another. */
    completed?(stored: KubeObject): KubeObject
    /** Turns an object into another version where that takes asking somebody (a conversion webhook): between what is stored and this kind's version. */
    convert?(object: KubeObject, apiVersion: string): Promise<KubeObject>
  }
  /** Discovery's storageVersionHash. */
  storageVersionHash?: string
  subresources?: Record<string, Subresource>
  /** Where a custom kind keeps what its scale subresource shows; dotted paths. Built-in kinds keep it where Deployments do. */
  scale?: {specReplicas: string; statusReplicas: string; labelSelector?: string}
  /** Field selectors beyond metadata.name and metadata.namespace. */
  fieldSelectors?: Record<string, (object: T) => string>
  /** How field selectors that the kind does not know are refused, where that is not the usual way. */
  unknownField?: {
    message?(field: string): string
    /** metadata.namespace, which cluster-scoped kinds mostly take, is one of them. */
    withoutNamespace?: boolean
  }
  /** Whether spec changes count metadata.generation up. */
  generation?: boolean
  /**
   * Seconds that a delete waits, given those that the request asks for (if it does); absent: the object goes at once. Pods: the requested or their own
   * period, but 0 while on no node or once finished.
   */
  gracePeriod?(object: T, requested?: number): number
  /** Whether something besides metadata.finalizers keeps a deleted object from going (a namespace's spec.finalizers). */
  holdsDeletion?(object: T): boolean
  /** Marks a draft that is to wait for its end, beyond its metadata (a namespace's phase). */
  prepareForDelete?(draft: T, now: number): void
  /** Whether a delete that is done at once answers the object rather than a Status (pods, services, service accounts …). */
  returnsDeleted?: boolean
  /** What becomes of dependents unless the request says (default: the garbage collector deletes them); `unsupported` for Events. */
  defaultPropagation?: 'Orphan' | 'unsupported'
  /** Why an object of this name may not be deleted, where it may not. */
  refuseDelete?(name: string): string | undefined
  /** Said of deletes that leave it to the kind what becomes of dependents. */
  defaultPropagationWarning?: string
  /** Seconds after which the store drops the object by itself (Events). */
  timeToLive?: number
  /** Defaults that a schema cannot say. Runs on every decoded write and on objects read from storage. */
  defaults?(draft: T): void
  /** Says of what clients send that it began now, where they do not say when. */
  defaultTimes?(draft: T, now: number): void
  /** What an object of the kind that nobody has filled shows besides its zero values. */
  completeEmpty?(draft: T): void
  /** Resets what a client may not set (status on create, …). */
  prepareForCreate?(draft: T, context: ResourceContext): void
  /** Completes what has been found valid, right before it is stored. */
  canonicalize?(draft: T): void
  prepareForUpdate?(draft: T, old: T, context: ResourceContext): void
  /** Drops fields of features that are off, on every write but of the status, before anything else is prepared. */
  dropDisabled?(draft: T, gating: Gating<T>): void
  prepareForStatusUpdate?(draft: T, old: T, context: ResourceContext): void
  /** Metadata that status updates leave as it is. */
  keptOnStatusUpdate?: readonly (keyof ObjectMeta)[]
  /** metadata is validated by the server for every kind; these see the rest. */
  validate?(object: T, features: Features): FieldError[]
  /** What is wrong with a new object in a namespace of such labels; told before anything else. */
  validateInNamespace?(object: T, labels: Readonly<Record<string, string>>): FieldError[]
  /** The same of a new status. */
  validateStatusInNamespace?(object: T, old: T, labels: Readonly<Record<string, string>>): FieldError[]
  /** All that is wrong with an update; absent: `validate` says it. */
  validateUpdate?(object: T, old: T, features: Features): FieldError[]
  validateStatusUpdate?(object: T, old: T): FieldError[]
  /** What else is wrong, where finding out takes so long that others have their turns meanwhile; told after those errors. Warns of what is let be. */
  validateInTurns?(
    errors: readonly FieldError[],
    object: T,
    old: T | undefined,
    warn: (message: string) => void,
  ): Promise<FieldError[]>
  /** The group that errors name, where the internal type is of another one (events). */
  errorGroup?: string
  /** Which names are legal; default: DNS subdomain. */
  validateName?(name: string, prefix: boolean, object: T): string[]
  /** The name of an object that has but `generateName`, where that is no more than a random suffix. */
  generateName?(base: string): string
  /** Said in a Warning header with every answer about the kind: `v1 Endpoints is deprecated in v1.33+; use …`. */
  deprecationWarning?: string
  /** Warning headers. */
  warnings?(object: T, old?: T): string[]
  /** The same of an update of the status, where that is something else. */
  statusWarnings?(object: T): string[]
  /** Annotations in which this version says what other versions have fields for; bare metadata is without them. */
  versionedAnnotations?: string[]
  /** Columns of its Table; the default is Name and Age. */
  columns?: Column<T>[]
  /** Rows beyond one per object and a cell per column (row conditions of pods). */
  rowConditions?(object: T): {type: string; status: string; reason?: string; message?: string}[] | undefined
  /** Whether nobody is told who manages its fields: a real server has no types of these. */
  unmanaged?: boolean
  /** Whether PUT creates an absent object (Leases, Events, …). */
  createOnUpdate?: boolean
  /** Whether an update without resourceVersion is accepted. */
  unconditionalUpdate?: boolean
}

/** Declares a kind, checked against its type. */
export const defineResource = <T extends KubeObject>(definition: ResourceDefinition<T>): ResourceDefinition =>
  definition as unknown as ResourceDefinition
