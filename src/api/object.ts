import type {V1ObjectMeta, V1OwnerReference} from '@kubernetes/client-node'

/**
 * A client-node model as it looks on the wire: timestamps are RFC 3339 strings, and names that the generator escaped
 * with an underscore (`_continue`, `_from`) are themselves again.
 */
export type Wire<T> = T extends Date
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? {[Key in keyof T as Key extends `_${infer Plain}` ? Plain : Key]: Wire<T[Key]>}
      : T

export type ObjectMeta = Wire<V1ObjectMeta>
export type OwnerReference = Wire<V1OwnerReference>

/** Any JSON object: a decoded body before anything is known of its type. */
export type JsonObject = Record<string, unknown>

/** An object of any kind, built in or custom. Objects that came from a cache, a watch or a list are read-only. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  [field: string]: unknown
}

export interface KubeList<T = KubeObject> {
  apiVersion: string
  kind: string
  metadata: {resourceVersion?: string; continue?: string; remainingItemCount?: number}
  items: T[]
}

export interface GroupVersion {
  /** '' for the core group. */
  group: string
  version: string
}

export interface GroupVersionKind extends GroupVersion {
  kind: string
}

export interface GroupResource {
  group: string
  /** The lower-case plural. */
  resource: string
}

export interface GroupVersionResource extends GroupVersion {
  resource: string
}

/** `apps/v1`, or `v1` for the core group. */
export const apiVersionOf = ({group, version}: GroupVersion): string => (group ? `${group}/${version}` : version)

/** The inverse of apiVersionOf. */
export function parseApiVersion(apiVersion: string): GroupVersion {
  const slash = apiVersion.indexOf('/')
  return slash < 0
    ? {group: '', version: apiVersion}
    : {group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1)}
}

/** `deployments.apps`, or `pods` for the core group. */
export const groupResourceName = ({group, resource}: GroupResource): string =>
  group ? `${resource}.${group}` : resource

/** `namespace/name`, or the bare name of an object without a namespace. */
export const objectKey = ({metadata}: {metadata: ObjectMeta}): string =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : (metadata.name ?? '')

/** The owner that manages this object, if one does. */
export const controllerOf = (object: {metadata: ObjectMeta}): OwnerReference | undefined =>
  object.metadata.ownerReferences?.find(owner => owner.controller)
