import {apiVersionOf, type KubeObject} from '../../../../api/object.ts'
import {prune} from '../../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {AdmissionAttributes} from '../admission.ts'

/** What is written, and what was there, in the version in which a hook wants to see it; throws a StatusError where that cannot be had. */
export async function shownIn(
  {object, old, definition}: AdmissionAttributes,
  seen: ResourceDefinition,
): Promise<{object?: KubeObject; old?: KubeObject}> {
  return {
    ...(object && {object: await inVersion(object, definition, seen)}),
    ...(old && {old: await inVersion(old, definition, seen)}),
  }
}

/** An object in another version of its kind; what is no such object (a subresource's) is the same in all. Throws a StatusError where a conversion webhook fails. */
export async function inVersion<T extends KubeObject>(
  object: T,
  from: ResourceDefinition,
  to: ResourceDefinition,
): Promise<T> {
  if (from === to || object.kind !== from.kind) return object
  const convert = from.storage?.convert
  if (convert) return (await convert(structuredClone(object), apiVersionOf(to))) as T
  if (to.structural) return customVersion(object, to) as T
  const stored = from.storage?.toStored ? from.storage.toStored(object) : {...object}
  const shown = to.storage?.fromStored ? to.storage.fromStored(stored) : {...stored}
  return {...shown, kind: to.kind, apiVersion: apiVersionOf(to)} as T
}

/** A custom resource that nobody converts in another version, as that one's schema has it. */
function customVersion(object: KubeObject, to: ResourceDefinition): KubeObject {
  const shown = {...structuredClone(object), kind: to.kind, apiVersion: apiVersionOf(to)}
  prune(to.structural!, shown)
  to.defaults?.(shown)
  return shown
}
