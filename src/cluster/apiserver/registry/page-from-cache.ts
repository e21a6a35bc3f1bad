import type {KubeObject} from '../../../api/object.ts'
import {encodeContinue} from './continue-token.ts'
import type {ListResult} from './list-objects.ts'
import type {ResourceStore} from './resource-store.ts'
import type {Selection} from './selection.ts'

export interface PageRequest {
  /** Where the page begins. */
  key: string
  /** 0: now. */
  revision: number
  limit: number
}

/** A page of a list from memory, where the objects are still as they were at its revision; undefined where the store must be asked. */
export async function pageFromCache(
  resource: ResourceStore,
  {namespace, everything, matches}: Selection,
  {key, revision, limit}: PageRequest,
): Promise<ListResult | undefined> {
  if (!resource.cache?.ready || revision < 0) return undefined
  const now = await readableRevision(resource, revision)
  const {cache} = resource
  if (now === undefined || !cache?.ready || (revision > 0 && cache.changed > revision)) return undefined
  const items: KubeObject[] = []
  let last = ''
  let more = false
  for (const [at, object] of cache.from(key, namespace)) {
    more = items.length === limit
    if (more) break
    if (!matches(object)) continue
    items.push(object)
    last = at
  }
  const page = {items, revision: revision || Math.max(now, cache.revision), lasting: true}
  if (!more) return page
  const next = encodeContinue({key: `${last}\0`, revision: page.revision}, resource.rangeOf(namespace))
  return {...page, continue: next, ...(everything && {remaining: cache.countFrom(`${last}\0`, namespace)})}
}

/** The store's revision, if it can still (or already) be read at the one that is wanted; the store's own words for it if not are the caller's to get. */
async function readableRevision(resource: ResourceStore, revision: number): Promise<number | undefined> {
  try {
    // One key, which is none: it is the revision that counts.
    return (await resource.store.range({key: resource.rangeOf(''), revision, countOnly: true})).revision
  } catch {
    return undefined
  }
}
