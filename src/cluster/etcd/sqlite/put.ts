import type {KeyValue, PutRequest} from '../store.ts'
import {emptyKey, keyNotFound, leaseNotFound, leaseProvided, valueProvided} from '../store-refusals.ts'
import {leaseExists} from './lease-table.ts'
import {keyValue, keyValueColumns, leaseColumn, type Row} from './row.ts'
import type {Write} from './write.ts'

interface Current {
  id: number
  create_revision: number
  version: number
  lease: string | null
}

const current = 'select id, create_revision, version, lease from current where key = ?'
const append =
  'insert into history (revision, sub, key, create_revision, version, lease, value) values (?, ?, ?, ?, ?, ?, ?)'
const point =
  'insert or replace into current (key, id, revision, create_revision, version, lease) values (?, ?, ?, ?, ?, ?)'
const byId = `select ${keyValueColumns} from history h where h.id = ?`

/** Puts one key. */
export function put(write: Write, request: PutRequest): {revision: number; prevKv?: KeyValue} {
  const {connection, next: revision} = write
  const {key, prevKv, ignoreValue, ignoreLease} = request
  const existing = connection.get<Current>(current, key)
  check(write, request, existing !== undefined)

  const previous = existing && (prevKv || ignoreValue) ? keyValue(connection.get<Row>(byId, existing.id)!) : undefined
  const value = ignoreValue ? previous!.value : request.value
  const lease = ignoreLease ? existing!.lease : leaseColumn(request.lease ?? 0n)
  const createRevision = existing?.create_revision ?? revision
  const version = (existing?.version ?? 0) + 1

  const sub = write.events.length
  const {lastInsertRowid} = connection.run(append, revision, sub, key, createRevision, version, lease, value)
  connection.run(point, key, lastInsertRowid, revision, createRevision, version, lease)
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
