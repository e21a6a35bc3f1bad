import type {Connection} from './connection.ts'

/** The names in `meta` of the revision below which history is gone, and of that up to which its rows have been dropped. */
export const compactKey = 'store/compact-revision'
export const compactedKey = 'store/compacted-revision'

const current = `select max(
  1,
  coalesce((select revision from history order by id desc limit 1), 0),
  coalesce((select value from meta where key = '${compactKey}'), 0)
) as revision`

/** The store's revision; 1 when nothing was ever written. */
export function currentRevision(connection: Connection): number {
  return connection.get<{revision: number}>(current)?.revision ?? 1
}

/** The revision that the last compaction named; -1 when there was none, as etcd has it. */
export function compactRevision(connection: Connection): number {
  const row = connection.get<{value: number}>(`select value from meta where key = '${compactKey}'`)
  return row?.value ?? -1
}
