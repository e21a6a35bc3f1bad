import type {KubeObject} from '../../../api/object.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import type {ObjectsView} from './objects-view.ts'
import type {ResourceStore} from './resource-store.ts'
import type {Selection} from './selection.ts'
import type {WatchCache} from './watch-cache.ts'

type Entry = [key: string, object: KubeObject]

/** Fewer objects are looked through as fast as they are found in an index. */
const fewObjects = 2000

/** How many objects are looked at before others have their turn: some milliseconds' work. */
const perTurn = 5000

/**
 * Where to look for what a selection wants of a view, in the order of keys: in an index, if the view is large and of now, else in all of it. Later changes do not show in
 * what is answered.
 */
export function candidates(
  resource: ResourceStore,
  cache: WatchCache,
  {view, now, from}: {view: ObjectsView; now: boolean; from: string},
  {namespace, demands}: Selection,
): Iterable<Entry> {
  const indexed = now && view.size > fewObjects ? cache.meeting(demands) : undefined
  if (!indexed) return view.from(from)
  const prefix = resource.rangeOf(namespace)
  return indexed.filter(([key]) => key >= from && key.startsWith(prefix))
}

/** The first so many that match, in turns with whatever else is to be done, and the key of the last of them if anything follows. */
export async function takeMatching(
  entries: Iterable<Entry>,
  {everything, matches}: Selection,
  limit = Number.POSITIVE_INFINITY,
): Promise<{items: KubeObject[]; last?: string}> {
  const items: KubeObject[] = []
  let last = ''
  let looked = 0
  for (const [key, object] of entries) {
    if (items.length === limit) return {items, last}
    looked += 1
    if (looked % perTurn === 0) await nextTurn()
    if (!everything && !matches(object)) continue
    items.push(object)
    last = key
  }
  return {items}
}
