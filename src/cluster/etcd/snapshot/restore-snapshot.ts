import {existsSync, renameSync, rmSync} from 'node:fs'
import type {Connection} from '../sqlite/connection.ts'
import {saveLease} from '../sqlite/lease-table.ts'
import {writeMeta} from '../sqlite/meta.ts'
import {openConnection} from '../sqlite/open-connection.ts'
import {compactedKey, compactKey} from '../sqlite/revision.ts'
import {leaseColumn} from '../sqlite/row.ts'
import {BoltReader} from './bolt/read-bolt.ts'
import {decodeKeyValue} from './key-value-proto.ts'
import {decodeLease} from './lease-proto.ts'
import {decodeRevision, type RevisionKey} from './revision-key.ts'
import {verifySnapshotHash} from './verify-hash.ts'

export interface RestoreOptions {
  /** The snapshot file: ours or a real etcd's. */
  snapshot: string
  /** The store's file; what it held is replaced, in one step, once the whole snapshot has been read. */
  file: string
  /** Leases have their full time again from this moment; milliseconds since the epoch. */
  now: number
  skipHashCheck?: boolean
  /** What the new store remembers beside its keys. */
  meta?: Record<string, string | number>
}

const append =
  'insert into history (revision, sub, key, create_revision, version, lease, value) values (?, ?, ?, ?, ?, ?, ?)'
/** The last row of each key, where that is not a deletion. */
const point = `
  insert into current (key, id, revision, create_revision, version, lease)
  select key, id, revision, create_revision, version, lease
  from (select key, max(id) as id, revision, create_revision, version, lease from history group by key)
  where version > 0`

/** Makes the store's file anew from an etcd snapshot: every revision, version and lease as it was. Nobody may have the store open. */
export function restoreSnapshot(options: RestoreOptions): void {
  const {snapshot, file, skipHashCheck = false} = options
  if (!skipHashCheck) verifySnapshotHash(snapshot)
  const fresh = `${file}.restoring`
  remove(fresh)
  try {
    fill(fresh, options)
    retire(file)
    renameSync(fresh, file)
  } finally {
    remove(fresh)
  }
}

function fill(file: string, {snapshot, now, meta = {}}: RestoreOptions): void {
  const reader = new BoltReader(snapshot)
  try {
    const connection = openConnection({file})
    try {
      connection.transaction(() => {
        copyKeys(connection, reader)
        copyLeases(connection, reader, now)
        copyCompaction(connection, reader)
        for (const [key, value] of Object.entries(meta)) writeMeta(connection, key, value)
      })
    } finally {
      connection.close()
    }
  } finally {
    reader.close()
  }
}

function copyKeys(connection: Connection, reader: BoltReader): void {
  for (const {key, value} of reader.bucket('key')) {
    const at = decodeRevision(key)
    if (at) appendChange(connection, at, value)
  }
  connection.run(point)
}

function appendChange(connection: Connection, {revision, sub, tombstone}: RevisionKey, message: Buffer): void {
  const {key, value, createRevision, version, lease} = decodeKeyValue(message)
  if (tombstone) connection.run(append, revision, sub, key, 0, 0, null, null)
  else connection.run(append, revision, sub, key, createRevision, version, leaseColumn(lease), value)
}

function copyLeases(connection: Connection, reader: BoltReader, now: number): void {
  for (const {value} of reader.bucket('lease')) {
    const {id, ttl} = decodeLease(value)
    saveLease(connection, {id: id.toString(), ttl, expiry: now + ttl * 1_000})
  }
}

function copyCompaction(connection: Connection, reader: BoltReader): void {
  for (const {key, value} of reader.bucket('meta')) {
    const revision = decodeRevision(value)?.revision
    if (revision === undefined) continue
    if (key.toString() === 'scheduledCompactRev') writeMeta(connection, compactKey, revision)
    if (key.toString() === 'finishedCompactRev') writeMeta(connection, compactedKey, revision)
  }
}

/** Leaves nothing beside the old file that SQLite could take for the new one's. */
function retire(file: string): void {
  if (!existsSync(file)) return
  try {
    const old = openConnection({file, busyTimeout: 0})
    old.db.pragma('wal_checkpoint(truncate)')
    old.close()
  } catch {
    // A damaged database is what snapshots are for.
  }
  rmSync(`${file}-wal`, {force: true})
  rmSync(`${file}-shm`, {force: true})
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, {force: true})
}
