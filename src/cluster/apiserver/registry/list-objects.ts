import type {KubeObject} from '../../../api/object.ts'
import {badRequest} from '../../../api/status-error.ts'
import {currentRevision} from './current-revision.ts'
import {listStored} from './list-stored.ts'
import type {ResourceStore} from './resource-store.ts'
import {parseResourceVersion, tooLarge} from './resource-version.ts'
import {candidates, takeMatching} from './select-objects.ts'
import {isSingle, type Selection} from './selection.ts'
import type {WatchCache} from './watch-cache.ts'

export interface ListRequest {
  limit: number
  continue: string
  resourceVersion: string
  resourceVersionMatch: string
}

export interface ListResult {
  items: readonly KubeObject[]
  revision: number
  continue?: string
  remaining?: number
  /** The items are those of the cache, shown to whoever asks until they change. */
  lasting?: boolean
}

/** Lists from the cache what needs no exact revision, everything else from the store. */
export async function listObjects(
  resource: ResourceStore,
  selection: Selection,
  request: ListRequest,
): Promise<ListResult> {
  // A continue token says which version it is about, or is wrong before the version is.
  const wanted = request.continue ? 0 : listVersion(request.resourceVersion)
  // Whatever the cache has is answered whole.
  const limit = request.resourceVersion === '0' ? 0 : request.limit
  const paged = limit > 0 && wanted > 0 && !isSingle(resource, selection)
  const exact = request.resourceVersionMatch === 'Exact' || (paged && !request.resourceVersionMatch)
  if (request.continue || limit > 0 || exact)
    return listStored(resource, selection, {...request, limit}, exact ? wanted : 0, exact ? 0 : wanted)
  const cache = await cacheFor(resource, selection, request)
  if (!cache?.ready) return listStored(resource, selection, {...request, limit}, 0, wanted)
  const known = wanted === 0 && request.resourceVersion ? cache.revision : await currentRevision(resource)
  const revision = Math.max(known, cache.revision)
  if (wanted > revision) throw tooLarge(resource.definition, wanted, revision)
  const {items, looked} = await fromCache(resource, cache, selection)
  resource.cached.list(looked, items.length)
  return {items, revision, lasting: true}
}

/**
 * The cache, if there is one. Who lists all there is, whatever the version, is about to watch it, which needs a cache: to fill it now spares decoding everything twice, and
 * keeping it twice. What has a conversion may not be readable; the store's answer then says why.
 */
async function cacheFor(
  resource: ResourceStore,
  {everything, namespace}: Selection,
  {resourceVersion}: ListRequest,
): Promise<WatchCache | undefined> {
  const {cache, definition} = resource
  if (cache || resourceVersion !== '0' || !everything || namespace || definition.storage?.convert) return cache
  // Without it the store is read.
  return resource.startCache().catch(() => undefined)
}

/** Lists, unlike everything else, take a wrong revision for their client's fault. */
function listVersion(text: string): number {
  try {
    return parseResourceVersion(text)
  } catch (error) {
    throw badRequest(`invalid resource version: ${(error as Error).message}`)
  }
}

/** What there is now, and how many objects were looked at. */
async function fromCache(
  resource: ResourceStore,
  cache: WatchCache,
  selection: Selection,
): Promise<{items: readonly KubeObject[]; looked: number}> {
  const {namespace, name, everything, matches} = selection
  if (isSingle(resource, selection)) {
    const object = cache.get(resource.keyOf(namespace, name))
    return {items: object && matches(object) ? [object] : [], looked: 1}
  }
  const view = cache.view(namespace)
  if (everything) return {items: view.list(), looked: view.size}
  const entries = candidates(resource, cache, {view, now: true, from: ''}, selection)
  const {items} = await takeMatching(entries, selection)
  return {items, looked: Array.isArray(entries) ? entries.length : view.size}
}
