import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {ItemMemory} from '../../../api/protobuf/write-list.ts'
import {Recent} from '../../../api/recent.ts'

/** Lists whose items this process keeps and shows to everybody, as those of a watch cache are. */
const lists = new WeakSet<object>()

/** Of how many items the bytes are kept at least; of twice as many at the most, whatever is paged through. */
const keptItems = 20_000

/** By item, in JSON and in protobuf; an item never changes, so its bytes go when it goes. */
const kept = new Recent<KubeObject, Uint8Array>(keptItems)
const keptProtobuf = new Recent<object, Uint8Array>(keptItems)

/**
 * Longer lists are encoded anew each time: the bytes of so many items (a pod has some 2 KB) would take more memory than a list's time is worth.
 */
const mostItems = keptItems

/** From so many items of a kind on that were asked for, those that are asked for next are kept. */
const enough = 500

/** How many items of a kind were asked for so far, in JSON and in protobuf: what is listed once may never be again, and to keep its bytes takes time and memory. */
const asked = {json: new Map<string, number>(), protobuf: new Map<string, number>()}

/** Marks a list and returns it. */
export function lastingItems<T extends object>(list: T): T {
  lists.add(list)
  return list
}

/** Whether a list's items will be asked for again as they are. */
export const hasLastingItems = (list: JsonObject): boolean =>
  lists.has(list) && (list['items'] as readonly KubeObject[]).length <= mostItems

/** Whether the bytes of a list's items are worth keeping. */
export function keepsItems(list: JsonObject, encoding: keyof typeof asked): boolean {
  if (!hasLastingItems(list)) return false
  const kind = `${list['apiVersion']} ${list['kind']}`
  const before = asked[encoding].get(kind) ?? 0
  if (before < enough) asked[encoding].set(kind, before + (list['items'] as readonly KubeObject[]).length)
  return before >= enough
}

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
export const protobufOfItems = (list: JsonObject): ItemMemory | undefined =>
  keepsItems(list, 'protobuf') ? keptProtobuf : undefined
