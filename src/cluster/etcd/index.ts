/**
 * etcd: the store that the API server keeps everything in, and nobody else may touch. `store.ts` says what a store promises,
 * `sqlite/` keeps it in one SQLite file, `snapshot/` reads and writes etcd's own snapshot files (load it lazily: most commands
 * never need it). Nothing here knows of Kubernetes.
 */
export {EngineLock} from './sqlite/engine-lock.ts'
export type {Meta} from './sqlite/meta.ts'
export {openSqliteStore, type SqliteStoreOptions} from './sqlite/open-sqlite-store.ts'
export type {SqliteStore} from './sqlite/sqlite-store.ts'
