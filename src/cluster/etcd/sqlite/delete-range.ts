import type {DeleteRequest, Key, KeyValue} from '../store.ts'
import {emptyKey} from '../store-refusals.ts'
import {bounds, perShape} from './bounds.ts'
import {keyValue, keyValueColumns, type Row} from './row.ts'
import type {Write} from './write.ts'

interface Entry {
  key: Key
  id: number
}

const living = perShape('key', where => `select key, id from current where ${where} order by key`)
const remove = 'delete from current where key = ?'
const bury =
  'insert into history (revision, sub, key, create_revision, version, lease, value) values (?, ?, ?, 0, 0, null, null)'
const byId = `select ${keyValueColumns} from history h where h.id = ?`

/** Deletes the keys of a range; nothing there, nothing changed. */
export function deleteRange(
  write: Write,
  request: DeleteRequest,
): {revision: number; deleted: number; prevKvs: KeyValue[]} {
  checkDelete(request)
  const {connection} = write
  const {shape, parameters} = bounds(request)
  const entries = connection.all<Entry>(living[shape], ...parameters)
  const prevKvs = request.prevKv ? entries.map(({id}) => keyValue(connection.get<Row>(byId, id)!)) : []
  for (const {key} of entries) deleteKey(write, key)
  return {revision: write.revision, deleted: entries.length, prevKvs}
}

/** Throws what etcd would refuse about a deletion. */
export function checkDelete({key}: DeleteRequest): void {
  if (key === '') throw emptyKey()
}

/** Deletes a key that is there. */
export function deleteKey({connection, next: revision, events}: Write, key: Key): void {
  connection.run(remove, key)
  connection.run(bury, revision, events.length, key)
  events.push({
    type: 'delete',
    kv: {key, value: '', createRevision: 0, modRevision: revision, version: 0, lease: 0n},
  })
}
