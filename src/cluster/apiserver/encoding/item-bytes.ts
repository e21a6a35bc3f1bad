import type {JsonObject, KubeObject} from '../../../api/object.ts'

/** Lists whose items this process keeps and shows to everybody, as those of a watch cache are. */
const lists = new WeakSet<object>()

/** By item, in JSON and in protobuf; an item never changes, so its bytes go when it goes. */
const kept = new WeakMap<KubeObject, Uint8Array>()
const keptProtobuf = new WeakMap<object, Uint8Array>()

/**
 * Longer lists are encoded anew each time: the bytes of so many items (a pod has some 2 KB) would take more memory than a list's time is worth.
 */
const mostItems = 20_000

/** Marks a list and returns it. */
export function lastingItems<T extends object>(list: T): T {
  lists.add(list)
  return list
}

/** Whether a list's items will be asked for again as they are. */
export const hasLastingItems = (list: JsonObject): boolean =>
  lists.has(list) && (list['items'] as readonly KubeObject[]).length <= mostItems

/** What an item of such a list is in a list's JSON, with the comma before it; encoded once. */
export function bytesOfItem(item: KubeObject, encode: (item: KubeObject) => string): Uint8Array {
  let bytes = kept.get(item)
  if (!bytes) {
    bytes = Buffer.from(`,${encode(item)}`)
    kept.set(item, bytes)
  }
  return bytes
}

/** Where the encoder of protobuf keeps the items of such a list. */
export const protobufOfItems = (list: JsonObject): WeakMap<object, Uint8Array> | undefined =>
  hasLastingItems(list) ? keptProtobuf : undefined
