import {existsSync} from 'node:fs'
import {openSqlite} from '../../runtime/open-sqlite.ts'
import {StoreError} from '../store.ts'
import {Connection} from './connection.ts'
import {schema, schemaVersion} from './schema.ts'
import {storeError} from './sqlite-error.ts'

export interface ConnectionOptions {
  file: string
  readOnly?: boolean
  /** Milliseconds to wait for another process that has the file and does not write; default 5,000. */
  busyTimeout?: number
}

/** Opens the file, and lays it out if it is new. Reading only, a file that is not there yet is made all the same: an empty store. */
export function openConnection({file, readOnly = false, busyTimeout = 5_000}: ConnectionOptions): Connection {
  const readonly = readOnly && file !== ':memory:' && existsSync(file)
  let connection: Connection | undefined
  try {
    connection = new Connection(file, openSqlite(file, {readonly, timeout: busyTimeout}))
    return prepare(connection, {readonly, busyTimeout})
  } catch (error) {
    connection?.close()
    throw storeError(error, file)
  }
}

function prepare(
  connection: Connection,
  {readonly, busyTimeout}: {readonly: boolean; busyTimeout: number},
): Connection {
  const {db, file} = connection
  const version = layout(connection)
  if (version > schemaVersion) {
    throw new StoreError(
      'unavailable',
      `the cluster's database ${file} was written by a newer kctl (layout ${version})`,
    )
  }
  if (version === 0 && readonly) {
    connection.close()
    return openConnection({file})
  }
  if (version === 0) create(connection)
  if (readonly) return connection
  const pages = Math.floor(longestLog / (db.pragma('page_size', {simple: true}) as number))
  db.exec(`pragma synchronous = full; pragma cache_size = -16000; pragma wal_autocheckpoint = ${pages}`)
  // Twice this passes before it is known that the other one does not write.
  db.exec(`pragma busy_timeout = ${Math.ceil(busyTimeout / 2)}`)
  return connection
}

function create(connection: Connection): void {
  connection.db.exec(`pragma page_size = ${pageSize}; pragma journal_mode = wal`)
  connection.transaction(() => {
    if (layout(connection) === 0) connection.db.exec(schema)
  })
}

/**
 * Of a new file; bytes. A page of the log takes two calls of the system, however large: 8 KB pages cost a seventh more of the processor for what a daemon
 * writes, 64 KB ones make every small commit long.
 */
const pageSize = 16 * 1024

/** How long the log becomes before it is moved into the file; bytes. */
const longestLog = 32 * 1024 * 1024

const layout = ({db}: Connection): number => db.pragma('user_version', {simple: true}) as number
