import type {JsonObject, KubeObject, ObjectMeta} from '../../api/object.ts'
import {lastAppliedAnnotation} from './last-applied.ts'

type ManagedFields = NonNullable<ObjectMeta['managedFields']>[number]

/** Who owns the annotation of client-side apply, by the operation that made them own it. */
export const annotationOwners = ({metadata}: KubeObject, operation: 'Apply' | 'Update'): ManagedFields[] =>
  (metadata.managedFields ?? []).filter(
    entry => entry.operation === operation && !entry.subresource && ownsAnnotation(entry.fieldsV1 as JsonObject),
  )

/** The managed fields with those of client-side appliers given to the manager; undefined if there are none. */
export function migratedFields(object: KubeObject, manager: string): ManagedFields[] | undefined {
  const clientSide = annotationOwners(object, 'Update')
  if (clientSide.length === 0) return undefined
  const others = (object.metadata.managedFields ?? []).filter(entry => !clientSide.includes(entry))
  const isOwn = (entry: ManagedFields) => entry.manager === manager && entry.operation === 'Apply' && !entry.subresource
  const own = others.find(isOwn)
  const fieldsV1 = [...(own ? [own] : []), ...clientSide].map(entry => entry.fieldsV1 as JsonObject).reduce(union, {})
  const entry = {...(own ?? {...clientSide[0]!, manager, operation: 'Apply'}), fieldsV1: withoutAnnotation(fieldsV1)}
  return own ? others.map(other => (isOwn(other) ? entry : other)) : [...others, entry]
}

const annotationPath = ['f:metadata', 'f:annotations', `f:${lastAppliedAnnotation}`]

const ownsAnnotation = (fields: JsonObject | undefined): boolean =>
  annotationPath.reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], fields) !== undefined

function union(a: JsonObject, b: JsonObject): JsonObject {
  const joined = {...a}
  for (const [key, value] of Object.entries(b))
    joined[key] = union((joined[key] as JsonObject | undefined) ?? {}, value as JsonObject)
  return joined
}

function withoutAnnotation(fields: JsonObject, path: readonly string[] = annotationPath): JsonObject {
  const [key, ...rest] = path
  if (key === undefined || !Object.hasOwn(fields, key)) return fields
  const {[key]: child, ...others} = fields
  if (rest.length === 0) return others
  const kept = withoutAnnotation(child as JsonObject, rest)
  return Object.keys(kept).length > 0 ? {...fields, [key]: kept} : others
}
