import type {KeyValue, PutRequest} from '../store.ts'
import {emptyKey, keyNotFound, leaseNotFound, leaseProvided, valueProvided} from '../store-refusals.ts'
import {leaseExists} from './lease-table.ts'
import {keyValue, keyValueColumns, leaseColumn, type Row} from './row.ts'
import type {Write} from './write.ts'

/** The row that a living key has. */
export interface Current {
  id: number
  revision: number
  create_revision: number
  version: number
  lease: string | null
}

const current = 'select id, revision, create_revision, version, lease from current where key = ?'
const append =
  'insert into history (revision, sub, key, create_revision, version, lease, value) values (?, ?, ?, ?, ?, ?, ?)'
const point = 'insert into current (key, id, revision, create_revision, version, lease) values (?, ?, ?, ?, ?, ?)'
const pointAgain = 'update current set id = ?, revision = ?, version = ?, lease = ? where key = ?'
const byId = `select ${keyValueColumns} from history h where h.id = ?`

export const currentOf = ({connection}: Write, key: string): Current | undefined => connection.get(current, key)

/** Puts one key. */
export const put = (write: Write, request: PutRequest): {revision: number; prevKv?: KeyValue} =>
  putOver(write, request, currentOf(write, request.key))

/** Puts a key of which it is known what is there. */
export function putOver(
  write: Write,
  request: PutRequest,
  existing: Current | undefined,
): {revision: number; prevKv?: KeyValue} {
  const {connection, next: revision} = write
  const {key, prevKv, ignoreValue, ignoreLease} = request
  check(write, request, existing !== undefined)

  const previous = existing && (prevKv || ignoreValue) ? keyValue(connection.get<Row>(byId, existing.id)!) : undefined
  const value = ignoreValue ? previous!.value : request.value
  const lease = ignoreLease ? existing!.lease : leaseColumn(request.lease ?? 0n)
  const createRevision = existing?.create_revision ?? revision
  const version = (existing?.version ?? 0) + 1

  const sub = write.events.length
  const {lastInsertRowid} = connection.run(append, revision, sub, key, createRevision, version, lease, value)
  if (existing) connection.run(pointAgain, lastInsertRowid, revision, version, lease, key)
  else connection.run(point, key, lastInsertRowid, revision, createRevision, version, lease)
  const kv = {key, value, createRevision, modRevision: revision, version, lease: BigInt(lease ?? 0)}
  write.events.push({type: 'put', kv})
  return prevKv && previous ? {revision, prevKv: previous} : {revision}
}

/** Throws what etcd would refuse about a put, before anything has changed. */
export function checkPut(write: Write, request: PutRequest): void {
  const needed = request.ignoreValue || request.ignoreLease
  check(write, request, !needed || write.connection.get(current, request.key) !== undefined)
}

function check(
  {connection}: Write,
  {key, value, lease = 0n, ignoreValue, ignoreLease}: PutRequest,
  exists: boolean,
): void {
  if (key === '') throw emptyKey()
  if (ignoreValue && value.length > 0) throw valueProvided()
  if (ignoreLease && lease !== 0n) throw leaseProvided()
  if ((ignoreValue || ignoreLease) && !exists) throw keyNotFound()
  if (lease !== 0n && !leaseExists(connection, lease)) throw leaseNotFound()
}
