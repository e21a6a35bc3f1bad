import {encodeContinue} from './continue-token.ts'
import type {ListResult} from './list-objects.ts'
import type {ResourceStore} from './resource-store.ts'
import {candidates, takeMatching} from './select-objects.ts'
import type {Selection} from './selection.ts'

export interface PageRequest {
  /** Where the page begins. */
  key: string
  /** 0: now. */
  revision: number
  limit: number
}

/** A page of a list from memory, where it is still known how the objects were at its revision; undefined where the store must be asked. */
export async function pageFromCache(
  resource: ResourceStore,
  selection: Selection,
  {key, revision, limit}: PageRequest,
): Promise<ListResult | undefined> {
  if (!resource.cache?.ready || revision < 0) return undefined
  const now = await readableRevision(resource, revision)
  const {cache} = resource
  if (now === undefined || !cache?.ready) return undefined
  const at = revision || Math.max(now, cache.revision)
  const {namespace, everything} = selection
  const view = cache.viewAt(at, namespace)
  if (!view) return undefined
  if (revision === 0) cache.rememberView(at)
  const entries = candidates(resource, cache, {view, now: cache.changed <= at, from: key}, selection)
  const {items, last} = await takeMatching(entries, selection, limit)
  const page = {items, revision: at, lasting: true}
  if (last === undefined) return page
  const next = encodeContinue({key: `${last}\0`, revision: at}, resource.rangeOf(namespace))
  return {...page, continue: next, ...(everything && {remaining: view.countFrom(`${last}\0`)})}
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
