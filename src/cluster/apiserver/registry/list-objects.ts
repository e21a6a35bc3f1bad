import {quote} from '../../../api/go/quote.ts'
import type {KubeObject} from '../../../api/object.ts'
import {badRequest, expired, internalError, StatusError} from '../../../api/status-error.ts'
import {type KeyValue, prefixEnd, type RangeResponse, StoreError} from '../../etcd/store.ts'
import {decodeContinue, encodeContinue} from './continue-token.ts'
import {pageFromCache} from './page-from-cache.ts'
import type {ResourceStore} from './resource-store.ts'
import {candidates, takeMatching} from './select-objects.ts'
import type {Selection} from './selection.ts'
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

/** How many are read from the store at once while looking for the few that a selector wants. */
const scanSize = 500

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
  if (wanted > revision) throw tooLarge(wanted, revision)
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
  return resource.startCache().catch(() => undefined)
}

/** Whether only the object of one key can be meant. */
const isSingle = ({definition}: ResourceStore, {name, namespace}: Selection): boolean =>
  name !== '' && (namespace !== '' || !definition.namespaced)

/** Lists, unlike everything else, take a wrong revision for their client's fault. */
function listVersion(text: string): number {
  try {
    return parseResourceVersion(text)
  } catch (error) {
    throw badRequest(`invalid resource version: ${(error as Error).message}`)
  }
}

/** A revision in a request; '' is 0. Throws Go's complaint, which Kubernetes answers with a bare 500. */
export function parseResourceVersion(text: string): number {
  if (text === '') return 0
  if (/^\d+$/.test(text) && BigInt(text) < 2n ** 64n) return Number(text)
  const why = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  const detail = `strconv.ParseUint: parsing ${quote(text)}: ${why}`
  throw new StatusError({message: `resourceVersion: Invalid value: ${quote(text)}: ${detail}`, code: 500})
}

/** The timeout that a revision from the future ends in. */
export function tooLarge(wanted: number, current: number): StatusError {
  return new StatusError(
    {
      message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
      reason: 'Timeout',
      details: {
        causes: [{reason: 'ResourceVersionTooLarge', message: 'Too large resource version'}],
        retryAfterSeconds: 1,
      },
      code: 504,
    },
    {'retry-after': '1'},
  )
}

/** The store's revision; the cache has seen everything up to it, and perhaps what came while that was asked. */
export async function currentRevision(resource: ResourceStore): Promise<number> {
  // One key, which is none: counting all there are would take its time.
  const {revision} = await resource.store.range({key: resource.rangeOf(''), countOnly: true})
  return revision
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

async function listStored(
  resource: ResourceStore,
  selection: Selection,
  request: ListRequest,
  exact: number,
  atLeast = 0,
): Promise<ListResult> {
  const {name, namespace, matches, everything} = selection
  const prefix = resource.rangeOf(namespace)
  const token = request.continue ? decodeContinue(request.continue, prefix) : undefined
  if (token && request.resourceVersion && request.resourceVersion !== '0')
    throw badRequest('specifying resource version is not allowed when using continue')
  if (isSingle(resource, selection)) {
    if (token && resource.keyOf(namespace, name) < token.key)
      return {items: [], revision: await revisionOf(resource, token.revision)}
    const single = await readOne(resource, {key: resource.keyOf(namespace, name), revision: exact}, prefix)
    if (atLeast > single.revision) throw tooLarge(atLeast, single.revision)
    const items = single.kvs.map(kv => resource.codec.decode(kv)).filter(matches)
    return {items, revision: exact || single.revision}
  }
  const rangeEnd = prefixEnd(prefix)
  let revision = token ? Math.max(token.revision, 0) : exact
  let key = token?.key ?? prefix
  const remembered =
    request.limit > 0 ? await pageFromCache(resource, selection, {key, revision, ...request}) : undefined
  if (remembered && atLeast > remembered.revision) throw tooLarge(atLeast, remembered.revision)
  if (remembered) {
    resource.cached.list(remembered.items.length, remembered.items.length)
    return remembered
  }
  let fetched = 0
  const items: KubeObject[] = []
  for (;;) {
    const limit = request.limit === 0 ? 0 : everything ? request.limit : Math.max(request.limit, scanSize)
    const page = await read(resource, {key, rangeEnd, revision, limit}, prefix)
    revision ||= page.revision
    fetched += page.kvs.length
    if (atLeast > revision) throw tooLarge(atLeast, revision)
    let more = page.more
    let last = ''
    for (const [index, kv] of page.kvs.entries()) {
      const object = decodeItem(resource, kv)
      last = kv.key
      if (matches(object)) items.push(object)
      if (request.limit > 0 && items.length === request.limit) {
        more = more || index < page.kvs.length - 1
        break
      }
    }
    if (!more || items.length >= request.limit) resource.listed.list(fetched, items.length)
    if (!more) return {items, revision}
    key = `${last}\0`
    if (items.length < request.limit) continue
    const next = encodeContinue({key, revision}, prefix)
    return {items, revision, continue: next, ...(everything && {remaining: page.count - page.kvs.length})}
  }
}

function decodeItem({codec}: ResourceStore, kv: KeyValue): KubeObject {
  try {
    return codec.decode(kv)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const why = error.status.details?.causes?.[0]?.message
    throw internalError(`unable to transform key ${JSON.stringify(kv.key)}: ${why}`)
  }
}

async function read(
  resource: ResourceStore,
  range: {key: string; rangeEnd?: string; revision: number; limit?: number},
  prefix: string,
): Promise<RangeResponse> {
  try {
    return await resource.store.range(range)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code === 'future') {
      const {revision} = await resource.store.range({key: prefix, countOnly: true})
      throw tooLarge(range.revision, revision)
    }
    if (error.code !== 'compacted') throw internalError(error.message)
    if (range.key === prefix || !range.rangeEnd) throw expired('The resourceVersion for the provided list is too old.')
    throw continueExpired(encodeContinue({key: range.key, revision: -1}, prefix))
  }
}

/** The revision of a page: that of its token, or the present one. */
const revisionOf = async (resource: ResourceStore, revision: number): Promise<number> =>
  revision > 0 ? revision : currentRevision(resource)

/** Of one object a revision from the future is told by the store, which does not say when to come again. */
async function readOne(...[resource, range, prefix]: Parameters<typeof read>): Promise<RangeResponse> {
  try {
    return await read(resource, range, prefix)
  } catch (error) {
    if (!(error instanceof StatusError) || error.code !== 504) throw error
    const {retryAfterSeconds: _, ...details} = error.status.details ?? {}
    throw new StatusError({...error.status, details})
  }
}

function continueExpired(token: string): StatusError {
  return new StatusError({
    metadata: {continue: token},
    message:
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    reason: 'Expired',
    code: 410,
  })
}
