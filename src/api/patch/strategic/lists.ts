import {formatGoValue, goTypeOf} from '../../go/format-value.ts'
import {isObject} from '../../json/set-key.ts'
import {PatchError} from '../patch-error.ts'
import {directiveMarker, type JsonMap} from './lookup.ts'

export type ElementKind = 'map' | 'scalar'

export const noMergeKey = (map: JsonMap, key: string): PatchError =>
  new PatchError(`map: ${formatGoValue(map)} does not contain declared merge key: ${key}`)

export const wrongType = (expected: string, actual: unknown): PatchError =>
  new PatchError(
    `expected a ${expected}, but received a ${goTypeOf(actual) === '<nil>' ? '%!s(<nil>)' : goTypeOf(actual)}`,
  )

/** An item that must be an object with its merge key. */
export function keyedItem(item: unknown, mergeKey: string): JsonMap {
  if (!isObject(item)) throw wrongType('map[string]interface {}', item)
  if (!Object.hasOwn(item, mergeKey)) throw noMergeKey(item, mergeKey)
  return item
}

/** Insertion sort in the manner of Go's sort package: an item moves down as long as it is "less" than its neighbour. */
function insertionSort<T>(list: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...list]
  for (let index = 1; index < sorted.length; index++)
    for (let at = index; at > 0 && less(sorted[at]!, sorted[at - 1]!); at--) {
      const moved = sorted[at]!
      sorted[at] = sorted[at - 1]!
      sorted[at - 1] = moved
    }
  return sorted
}

export const sortScalars = (list: readonly unknown[]): unknown[] =>
  insertionSort(list, (a, b) => formatGoValue(a) <= formatGoValue(b))

export const sortByKey = (list: readonly unknown[], mergeKey: string): unknown[] =>
  insertionSort(list, (a, b) => formatGoValue((a as JsonMap)[mergeKey]) <= formatGoValue((b as JsonMap)[mergeKey]))

/** Drops repeated scalars by moving the last one into their place, as Kubernetes does. */
export function deduplicateScalars(list: readonly unknown[]): unknown[] {
  const kept = [...list]
  for (let first = 0; first < kept.length - 1; first++)
    for (let second = first + 1; second < kept.length; second++)
      if (kept[first] === kept[second]) {
        kept[second] = kept[kept.length - 1]
        kept.pop()
        second--
      }
  return kept
}

/** Where an item is in a list, by its merge key or, for scalars, by itself. */
function indexOf(list: readonly unknown[], item: unknown, mergeKey: string, kind: ElementKind): number {
  const identity = (value: unknown): unknown =>
    kind === 'map' ? (isObject(value) ? (value[mergeKey] ?? null) : null) : value
  const wanted = identity(item)
  return list.findIndex(candidate => identity(candidate) === wanted)
}

/** Orders a list as another one is ordered; deletions go last. */
export function normalizeOrder(
  list: readonly unknown[],
  order: readonly unknown[],
  mergeKey: string,
  kind: ElementKind,
): unknown[] {
  let kept = list
  let deletions: unknown[] = []
  if (kind === 'map') {
    for (const item of [...list, ...order]) keyedItem(item, mergeKey)
    deletions = list.filter(isDeletion)
    kept = list.filter(item => !isDeletion(item))
  }
  const sorted = insertionSort(kept, (a, b) => {
    const left = indexOf(order, a, mergeKey, kind)
    const right = left >= 0 ? indexOf(order, b, mergeKey, kind) : -1
    return left >= 0 && right >= 0 ? left < right : true
  })
  return [...sorted, ...deletions]
}

export const isDeletion = (item: unknown): boolean => isObject(item) && item[directiveMarker] === 'delete'

/** Splits a list into what another one names and what only the server has. */
export function partition(
  list: readonly unknown[],
  by: readonly unknown[],
  mergeKey: string,
): {patch: unknown[]; serverOnly: unknown[]} {
  const patch: unknown[] = []
  const serverOnly: unknown[] = []
  for (const item of list) {
    const named =
      mergeKey === '' ? by.includes(item) : findByKey(by, mergeKey, keyedItem(item, mergeKey)[mergeKey]) !== undefined
    ;(named ? patch : serverOnly).push(item)
  }
  return {patch, serverOnly}
}

/** The first item of a list of objects with this value of the merge key. */
export function findByKey(
  list: readonly unknown[],
  mergeKey: string,
  value: unknown,
): {item: JsonMap; index: number} | undefined {
  for (const [index, item] of list.entries()) {
    if (!isObject(item)) throw new PatchError(`value for key ${index} is not a map`)
    if (Object.hasOwn(item, mergeKey) && item[mergeKey] === value) return {item, index}
  }
  return undefined
}

/** Joins the patch's items in the patch's order with the server's in the server's. */
export function normalizeElementOrder(
  {patch, serverOnly}: {patch: readonly unknown[]; serverOnly: readonly unknown[]},
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
  kind: ElementKind,
): unknown[] {
  const right = normalizeOrder(patch, patchOrder, mergeKey, kind)
  const left = normalizeOrder(serverOnly, serverOrder, mergeKey, kind)
  const merged: unknown[] = []
  let [at, from] = [0, 0]
  while (at < left.length || from < right.length) {
    if (at >= left.length) merged.push(right[from++])
    else if (from >= right.length) merged.push(left[at++])
    else {
      const leftIndex = indexOf(serverOrder, left[at], mergeKey, kind)
      const rightIndex = indexOf(serverOrder, right[from], mergeKey, kind)
      merged.push(leftIndex >= 0 && rightIndex >= 0 && leftIndex < rightIndex ? left[at++] : right[from++])
    }
  }
  return merged
}
