import {createRequire} from 'node:module'
import Sqlite from 'better-sqlite3'

const require = createRequire(import.meta.url)
let binding: string | undefined

/** Opens a SQLite file. Says where the native part is, which better-sqlite3 would otherwise look for in a dozen places. */
export function openSqlite(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  binding ??= nativeBinding()
  return new Sqlite(file, {...options, ...(binding && {nativeBinding: binding})})
}

function nativeBinding(): string {
  try {
    return require.resolve('better-sqlite3/build/Release/better_sqlite3.node')
  } catch {
    return ''
  }
}
