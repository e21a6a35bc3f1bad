import type {KubeList, KubeObject} from '../../api/object.ts'

/** The object, and all items if it is a list, without managedFields; shares everything else. */
export function withoutManagedFields(object: KubeObject): KubeObject {
  if (Array.isArray(object['items'])) {
    const {items, ...list} = object as unknown as KubeList
    return {...list, items: items.map(strip)} as KubeObject
  }
  return strip(object)
}

function strip(object: KubeObject): KubeObject {
  if (!object?.metadata?.managedFields) return object
  const {managedFields: _, ...metadata} = object.metadata
  return {...object, metadata}
}
