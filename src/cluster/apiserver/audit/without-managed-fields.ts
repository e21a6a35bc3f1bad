import {isObject} from '../../../api/json/index.ts'

/** An object, or a list's objects, without who manages what, in its own order; shared with the original as far as nothing changes. */
export function withoutManagedFields(object: object): object {
  const entries = Object.entries(object).map(([key, value]): [string, unknown] => {
    if (key === 'metadata') return [key, without(value)]
    return [key, key === 'items' && Array.isArray(value) ? value.map(withoutInItem) : value]
  })
  return Object.fromEntries(entries)
}

const withoutInItem = (item: unknown): unknown =>
  isObject(item) && isObject(item['metadata'])
    ? Object.fromEntries(Object.entries(item).map(([key, value]) => [key, key === 'metadata' ? without(value) : value]))
    : item

function without(metadata: unknown): unknown {
  if (!isObject(metadata)) return metadata
  const {managedFields: _, ...rest} = metadata
  return rest
}
