import {createRequire} from 'node:module'
import type Sqlite from 'better-sqlite3'

const require = createRequire(import.meta.url)
let library: typeof Sqlite | undefined
let nativeBinding: string | undefined

/** Opens a SQLite file, or what `serialize` gave of one. Throws when kctl was installed by another Node.js and cannot run with this one. */
export function openSqlite(file: string | Buffer, options: Sqlite.Options = {}): Sqlite.Database {
  library ??= libraryForThisNode()
  return new library(file as string, {...options, ...(nativeBinding && {nativeBinding})})
}

/**
 * From version 13 on better-sqlite3 stands on Node-API 10 and brings its native part, one for every Node.js from 22.14 on. Node.js 20 has no Node-API 10, and
 * the library's earlier versions abort in Node.js from 24.19 on: each has its own.
 */
function libraryForThisNode(): typeof Sqlite {
  try {
    if (Number(process.versions.napi) >= 10) return require('better-sqlite3')
    // It would look in a dozen places.
    nativeBinding = require.resolve('better-sqlite3-node20/build/Release/better_sqlite3.node')
    return require('better-sqlite3-node20')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    throw new Error(
      `kctl has no SQLite for Node.js ${process.version}; run: npm install --foreground-scripts, which tells why if it cannot be had`,
    )
  }
}
