import {compacted, futureRevision} from '../store-refusals.ts'
import type {Connection} from './connection.ts'
import {readMeta, writeMeta} from './meta.ts'
import {compactedKey, compactKey, compactRevision} from './revision.ts'

/**
 * Drops the rows that a later one of the same key, at or below `to`, has superseded, and tombstones below `to`. Only keys written
 * since `from` can have any.
 */
const drop = `
  with touched as (
    select key, max(id) as id, version, revision from history where revision between @from and @to group by key
  )
  delete from history where id in (
    select h.id from touched t cross join history h on h.key = t.key
    where h.id < t.id or (h.id = t.id and t.version = 0 and t.revision < @to)
  )`

/** Refuses reads below `revision` from now on. */
export function beginCompaction(connection: Connection, revision: number, now: number): void {
  if (revision <= compactRevision(connection)) throw compacted()
  if (revision > now) throw futureRevision()
  writeMeta(connection, compactKey, revision)
}

/** Drops at most `window` revisions' worth of history that the last compaction gave up, and says whether there is more. */
export function continueCompaction(connection: Connection, window: number): boolean {
  const target = compactRevision(connection)
  const from = Number(readMeta(connection, compactedKey) ?? 0)
  if (from >= target) return false
  const to = Math.min(from + window, target)
  connection.run(drop, {from, to})
  writeMeta(connection, compactedKey, to)
  return to < target
}
