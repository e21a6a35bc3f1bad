import type {KeyRange, KeyValue, RangeRequest, RangeResponse} from '../store.ts'
import {compacted, emptyKey, futureRevision} from '../store-refusals.ts'
import {bounds, perShape} from './bounds.ts'
import type {Connection} from './connection.ts'
import {readPast} from './past.ts'
import type {RememberedCounts} from './remembered-counts.ts'
import {compactRevision} from './revision.ts'
import {keyColumns, keyValue, keyValueColumns, type Row} from './row.ts'
import {arrange, isArranged} from './sort.ts'

export interface Page {
  kvs: KeyValue[]
  count: number
}

const withValues = perShape(
  'c.key',
  where =>
    `select ${keyValueColumns} from current c cross join history h on h.id = c.id where ${where} order by c.key limit ?`,
)
const withoutValues = perShape(
  'c.key',
  where => `select ${keyColumns.replaceAll('h.', 'c.')} from current c where ${where} order by c.key limit ?`,
)
const counted = perShape('key', where => `select count(*) as count from current where ${where}`)

/** Answers a range at the store's revision `now`, which the caller's transaction has fixed; one that writes nothing may remember how much follows a page. */
export function readRange(
  connection: Connection,
  request: RangeRequest,
  now: number,
  counts?: RememberedCounts,
): RangeResponse {
  checkRange(connection, request, now)
  const {limit = 0, revision = 0, countOnly = false} = request
  const arranged = isArranged(request)
  const wanted = {...request, limit: arranged || limit <= 0 ? 0 : limit}
  const past = revision > 0 && revision < now
  const at = past ? revision : now
  const known = wanted.limit > 0 && !countOnly ? counts?.of(request, at) : undefined
  const page = past ? readPast(connection, wanted, known) : readCurrent(connection, wanted, known)
  const {kvs, count} = page
  if (wanted.limit > 0) counts?.page(request, at, page)
  if (countOnly) return {revision: now, kvs: [], more: false, count}
  if (!arranged) return {revision: now, kvs, more: kvs.length < count, count}
  const all = arrange(request, kvs)
  const first = limit > 0 ? all.slice(0, limit) : all
  return {revision: now, kvs: first, more: first.length < all.length, count}
}

/** Throws what etcd would refuse about a range. */
export function checkRange(connection: Connection, {key, revision = 0}: RangeRequest, now: number): void {
  if (key === '') throw emptyKey()
  if (revision > now) throw futureRevision()
  if (revision > 0 && revision < compactRevision(connection)) throw compacted()
}

/** How many living keys the range holds. */
function countCurrent(connection: Connection, range: KeyRange): number {
  const {shape, parameters} = bounds(range)
  return connection.get<{count: number}>(counted[shape], ...parameters)?.count ?? 0
}

function readCurrent(connection: Connection, request: RangeRequest, known?: number): Page {
  if (request.countOnly) return {kvs: [], count: countCurrent(connection, request)}
  const {limit = 0, keysOnly = false, sort} = request
  const {shape, parameters} = bounds(request)
  const statements = keysOnly && sort?.by !== 'value' ? withoutValues : withValues
  const rows = connection.all<Row>(statements[shape], ...parameters, limit > 0 ? limit : -1)
  const kvs = rows.map(keyValue)
  if (limit <= 0 || kvs.length < limit) return {kvs, count: kvs.length}
  return {kvs, count: known ?? countCurrent(connection, request)}
}
