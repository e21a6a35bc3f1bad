/** What a value is. `raw` is any JSON; `object` has named fields, `map` has keys of the client's choosing. */
export type SchemaType =
  | 'object'
  | 'map'
  | 'array'
  | 'string'
  | 'bytes'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  | 'quantity'
  | 'time'
  | 'microtime'
  | 'raw'

/**
 * The type of a value, built in or from a CustomResourceDefinition: nothing downstream knows the difference. Immutable and shared; fields of a
 * built-in type inflate on first use.
 */
export interface Schema {
  readonly type: SchemaType
  /** int32, int64, double, byte, date-time, or what a CRD says. */
  readonly format?: string
  /** `io.k8s.api.core.v1.Container` of a named built-in type. */
  readonly name?: string
  /** What Go calls it in decoding errors: `v1.Container`, `[]string`. */
  readonly goType: string
  /** Of an object, in the order in which they are written. */
  readonly fields: ReadonlyMap<string, Field>
  readonly required: readonly string[]
  /** Of an array's items or a map's values. */
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  /** `items` hold a zero value rather than null (`default` of items in OpenAPI). */
  readonly itemsDefault?: unknown
  /** How a list merges in server-side apply; absent counts as atomic. */
  readonly listType?: 'atomic' | 'set' | 'map'
  readonly listMapKeys?: readonly string[]
  /** The object or map is one indivisible value. */
  readonly atomic?: boolean
  /** x-kubernetes-map-type as published, where it is. */
  readonly mapType?: 'atomic' | 'granular'
  /** Strategic merge patch. */
  readonly mergeKey?: string
  readonly patchStrategy?: PatchStrategy
  readonly groupVersionKinds?: readonly {group: string; version: string; kind: string}[]
  readonly unions?: readonly unknown[]

  /** Only of structural schemas (CRDs). */
  readonly structural?: boolean
  readonly nullable?: boolean
  readonly preserveUnknownFields?: boolean
  readonly embeddedResource?: boolean
  /** Value checks, validations and prose of a CRD's node, as written. */
  readonly source?: Readonly<Record<string, unknown>>
}

export interface PatchStrategy {
  merge: boolean
  retainKeys: boolean
  replace: boolean
}

export interface Field {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
  /** Absent when there is none (which is not the same as undefined in a CRD). */
  readonly default?: unknown
  /** Go: whether it can be told apart from its zero value. */
  readonly pointer: boolean
  /** Go: when it is left out of JSON. */
  readonly omit: 'never' | 'empty' | 'zero'
}

export const noFields: ReadonlyMap<string, Field> = new Map()
export const nothingRequired: readonly string[] = []

/** The schema of a named field, of a map's value or of a list's item; undefined where nothing is known of it. */
export const childSchema = (schema: Schema | undefined, key: string): Schema | undefined =>
  schema?.fields.get(key)?.schema ?? schema?.items
