import {randomBytes} from 'node:crypto'
import type {Clock} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {Connection} from './connection.ts'
import {LogSync} from './log-sync.ts'
import {openConnection} from './open-connection.ts'
import {SqliteStore} from './sqlite-store.ts'

export interface SqliteStoreOptions {
  /** A path, or `:memory:`. */
  file: string
  /** What leases are measured by. */
  clock: Clock
  /** Gives ids to leases; without it they are truly random. */
  random?: Pick<Random, 'bytes'>
  /** Opens faster and never writes. */
  readOnly?: boolean
  /** How often to look for other processes' writes while somebody watches, in milliseconds. */
  pollInterval?: number
  /** How long to wait for another process that has the file and does not write, in milliseconds. */
  busyTimeout?: number
  /**
   * Waits for the disk on another thread while this one goes on: for who serves many at once. Otherwise what happens next never depends on how fast the
   * disk is, and the same commands have the same outcome.
   */
  syncBeside?: boolean
  /** Whether somebody waits for an answer, during which less is written at once. */
  waiting?: {readonly any: boolean}
}

/** Opens the store in a SQLite file, which is made if it is not there. Throws a StoreError if the file cannot be used. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const {clock, random = {bytes: randomBytes}, pollInterval = 50, waiting} = options
  const connection = openConnection(options)
  const sync = options.syncBeside ? syncBeside(connection) : undefined
  const leaseId = () => Buffer.from(random.bytes(8)).readBigUInt64BE() & 0x7fff_ffff_ffff_ffffn
  const extras = {...(sync && {sync}), ...(waiting && {waiting})}
  return new SqliteStore({connection, clock, leaseId, pollInterval, ...extras})
}

/** Takes the sync at each commit from SQLite, which still syncs where it moves its log's content into the file. Undefined where the file has no log. */
function syncBeside({db, file}: Connection): LogSync | undefined {
  if (db.pragma('journal_mode', {simple: true}) !== 'wal') return undefined
  db.exec('pragma synchronous = normal')
  return new LogSync(file)
}
