import type {KubeObject} from '../../../api/object.ts'
import {badRequest, internalError, StatusError} from '../../../api/status-error.ts'
import {type KeyValue, prefixEnd} from '../../etcd/store.ts'
import {decodeContinue, encodeContinue} from './continue-token.ts'
import {currentRevision} from './current-revision.ts'
import type {ListRequest, ListResult} from './list-objects.ts'
import {pageFromCache} from './page-from-cache.ts'
import {readOne, readRange} from './read-range.ts'
import type {ResourceStore} from './resource-store.ts'
import {tooLarge} from './resource-version.ts'
import {isSingle, type Selection} from './selection.ts'

/** How many are read from the store at once while looking for the few that a selector wants. */
const scanSize = 500

/** Lists from the store, in pages where they are asked for; `exact` and `atLeast` are revisions, 0 for none. */
export async function listStored(
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
    if (atLeast > single.revision) throw tooLarge(resource.definition, atLeast, single.revision)
    const items = single.kvs.map(kv => resource.codec.decode(kv)).filter(matches)
    return {items, revision: exact || single.revision}
  }
  const rangeEnd = prefixEnd(prefix)
  let revision = token ? Math.max(token.revision, 0) : exact
  let key = token?.key ?? prefix
  const remembered =
    request.limit > 0 ? await pageFromCache(resource, selection, {key, revision, ...request}) : undefined
  if (remembered && atLeast > remembered.revision) throw tooLarge(resource.definition, atLeast, remembered.revision)
  if (remembered) {
    resource.cached.list(remembered.items.length, remembered.items.length)
    return remembered
  }
  let fetched = 0
  const items: KubeObject[] = []
  for (;;) {
    const limit = request.limit === 0 ? 0 : everything ? request.limit : Math.max(request.limit, scanSize)
    const page = await readRange(resource, {key, rangeEnd, revision, limit}, prefix)
    revision ||= page.revision
    fetched += page.kvs.length
    if (atLeast > revision) throw tooLarge(resource.definition, atLeast, revision)
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

/** The revision of a page: that of its token, or the present one. */
const revisionOf = async (resource: ResourceStore, revision: number): Promise<number> =>
  revision > 0 ? revision : currentRevision(resource)
