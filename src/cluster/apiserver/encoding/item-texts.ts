import type {JsonObject, KubeObject} from '../../../api/object.ts'
import type {ItemMemory} from '../../../api/protobuf/write-list.ts'
import {Recent} from '../../../api/recent.ts'

/** Lists whose items this process keeps and shows to everybody, as those of a watch cache are. */
const lists = new WeakSet<object>()

/** Of how many items it is kept what they are written as, of twice as many at the most, whatever is paged through. */
const keptItems = 20_000

/** By item, in JSON and in protobuf; an item never changes, so what is written of it goes when it goes. Both are kept as strings (why: `pack-pieces.ts`). */
const kept = new Recent<KubeObject, string>(keptItems)
const keptProtobuf = new Recent<object, string>(keptItems)

/**
 * Longer lists are encoded anew each time: the bytes of so many items (a pod has some 4 KB) would take more memory than a list's time is worth.
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
const hasLastingItems = (list: JsonObject): boolean => lists.has(list) && lengthOf(list) <= mostItems

/** How long the whole list is of which this may be a page: who pages through a long one comes to its beginning again when that has been forgotten. */
const lengthOf = ({items, metadata}: JsonObject): number =>
  (items as readonly KubeObject[]).length + ((metadata as {remainingItemCount?: number}).remainingItemCount ?? 0)

/** Whether the bytes of a list's items are worth keeping. */
export function keepsItems(list: JsonObject, encoding: keyof typeof asked): boolean {
  if (!hasLastingItems(list)) return false
  const kind = `${list['apiVersion']} ${list['kind']}`
  const before = asked[encoding].get(kind) ?? 0
  if (before < enough) asked[encoding].set(kind, before + (list['items'] as readonly KubeObject[]).length)
  return before >= enough
}

/** What an item of such a list is in a list's JSON; encoded once. */
export function textOfItem(item: KubeObject, encode: (item: KubeObject) => string): string {
  let text = kept.get(item)
  if (text === undefined) {
    text = encode(item)
    kept.set(item, text)
  }
  return text
}

/** Where the encoder of protobuf keeps the items of such a list. */
export const protobufOfItems = (list: JsonObject): ItemMemory | undefined =>
  keepsItems(list, 'protobuf') ? keptProtobuf : undefined
