import type {Connection} from '../sqlite/connection.ts'
import {allLeases} from '../sqlite/lease-table.ts'
import {compactRevision} from '../sqlite/revision.ts'
import {keyColumns, keyValue, keyValueColumns, type Row} from '../sqlite/row.ts'
import {readStatus} from '../sqlite/status.ts'
import type {Item} from './bolt/leaf.ts'
import type {ItemSize} from './bolt/plan-tree.ts'
import type {Bucket} from './bolt/write-bolt.ts'
import {encodedSize, encodeKeyValue} from './key-value-proto.ts'
import {encodeLease} from './lease-proto.ts'
import {member, memberRecord} from './member.ts'
import {encodeRevision} from './revision-key.ts'

type HistoryRow = Row & {sub: number; size: number}

const sizes = `select ${keyColumns}, h.sub as sub, coalesce(octet_length(h.value), 0) as size from history h order by h.id`
const contents = `select ${keyValueColumns}, h.sub as sub, 0 as size from history h order by h.id`

/** The buckets of etcd's database, with what the store holds. */
export function storeBuckets(connection: Connection): Bucket[] {
  return [
    {name: 'alarm', items: []},
    {name: 'auth', items: [{key: Buffer.from('authRevision'), value: bigEndian(1)}]},
    {name: 'authRoles', items: []},
    {name: 'authUsers', items: []},
    {name: 'cluster', items: [{key: Buffer.from('clusterVersion'), value: Buffer.from('3.5.0')}]},
    {name: 'key', sizes: () => keySizes(connection), contents: () => keys(connection)},
    {name: 'lease', sizes: () => leases(connection).map(sized), contents: () => leases(connection)},
    {name: 'members', items: [{key: Buffer.from(member.id), value: Buffer.from(memberRecord)}]},
    {name: 'members_removed', items: []},
    {name: 'meta', items: metaItems(connection)},
  ]
}

function* keySizes(connection: Connection): Generator<ItemSize> {
  for (const row of connection.iterate<HistoryRow>(sizes)) {
    yield {key: revisionOf(row), valueSize: encodedSize(keyValue(row), row.size)}
  }
}

function* keys(connection: Connection): Generator<Item> {
  for (const row of connection.iterate<HistoryRow>(contents)) {
    yield {key: revisionOf(row), value: encodeKeyValue(keyValue({...row, value: row.value ?? ''}))}
  }
}

const revisionOf = ({modRevision, sub, version}: HistoryRow): Buffer =>
  encodeRevision({revision: modRevision, sub, tombstone: version === 0})

/** In the order of their ids' bytes. */
function leases(connection: Connection): Item[] {
  return allLeases(connection)
    .map(({id, ttl}) => ({key: bigEndian(BigInt(id)), value: encodeLease({id: BigInt(id), ttl})}))
    .sort((a, b) => Buffer.compare(a.key, b.key))
}

const sized = ({key, value}: Item): ItemSize => ({key, valueSize: value.length})

function metaItems(connection: Connection): Item[] {
  const {raftIndex, raftTerm} = readStatus(connection)
  const compact = compactRevision(connection)
  const revision = encodeRevision({revision: Math.max(compact, 0), sub: 0, tombstone: false})
  const compaction =
    compact > 0
      ? [
          {key: Buffer.from('finishedCompactRev'), value: revision},
          {key: Buffer.from('scheduledCompactRev'), value: revision},
        ]
      : []
  return [
    {key: Buffer.from('consistent_index'), value: bigEndian(raftIndex)},
    ...compaction,
    {key: Buffer.from('term'), value: bigEndian(raftTerm)},
  ].sort((a, b) => Buffer.compare(a.key, b.key))
}

function bigEndian(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}
