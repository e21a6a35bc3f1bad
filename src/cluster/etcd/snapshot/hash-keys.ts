import type {Connection} from '../sqlite/connection.ts'
import {compactRevision, currentRevision} from '../sqlite/revision.ts'
import {keyValue, keyValueColumns, type Row} from '../sqlite/row.ts'
import {compacted, futureRevision} from '../store-refusals.ts'
import {crc32c} from './crc32c.ts'
import {encodeKeyValue} from './key-value-proto.ts'
import {encodeRevision} from './revision-key.ts'

export interface KeysHash {
  hash: number
  /** The revision up to which everything went in. */
  revision: number
  compactRevision: number
}

const rows = `select ${keyValueColumns}, h.sub as sub from history h where h.revision <= ? order by h.id`

/** etcd's HashKV: equal for equal histories, whichever store holds them. Revision 0 is now. */
export function hashKeys(connection: Connection, wanted: number): KeysHash {
  const now = currentRevision(connection)
  const compact = compactRevision(connection)
  if (wanted > now) throw futureRevision()
  if (wanted > 0 && wanted < compact) throw compacted()
  const revision = wanted > 0 ? wanted : now
  let hash = crc32c(Buffer.from('key'))
  for (const row of connection.iterate<Row & {sub: number}>(rows, revision)) {
    const tombstone = row.version === 0
    hash = crc32c(encodeRevision({revision: row.modRevision, sub: row.sub, tombstone}), hash)
    hash = crc32c(encodeKeyValue(keyValue({...row, value: row.value ?? ''})), hash)
  }
  return {hash, revision, compactRevision: compact}
}
