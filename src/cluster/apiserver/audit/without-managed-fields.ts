import {isObject} from '../../../api/json/index.ts'

/** An object, or a list's objects, without who manages what; shared with the original as far as nothing changes. */
export function withoutManagedFields(object: object): object {
  const {metadata, items, ...rest} = object as {metadata?: unknown; items?: unknown}
  return {
    ...rest,
    ...(metadata !== undefined && {metadata: without(metadata)}),
    ...(items !== undefined && {items: Array.isArray(items) ? items.map(withoutInItem) : items}),
  }
}

const withoutInItem = (item: unknown): unknown =>
  isObject(item) && isObject(item['metadata']) ? {...item, metadata: without(item['metadata'])} : item

function without(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata
  const {managedFields: _, ...rest} = metadata
  return rest
}
