import type {StoreStatus} from '../store.ts'
import type {Connection} from './connection.ts'
import {compactRevision, currentRevision} from './revision.ts'

/** The etcd whose behaviour this is, and the ids that etcd gives a lone member with its default name and addresses. */
const etcdVersion = '3.5.16'
export const memberId = 0x8e9e05c52164694dn
const clusterId = 0xcdf818194e3a8c32n
const raftTerm = 2

/** What a new etcd has agreed on before the first write: its member, its address, its version. */
const firstIndex = 4

/** Sizes and revisions of the store. */
export function readStatus(connection: Connection): StoreStatus {
  const pragma = (name: string) => connection.db.pragma(name, {simple: true}) as number
  const pages = pragma('page_count')
  const pageSize = pragma('page_size')
  const revision = currentRevision(connection)
  return {
    version: etcdVersion,
    dbSize: pages * pageSize,
    dbSizeInUse: (pages - pragma('freelist_count')) * pageSize,
    revision,
    compactRevision: compactRevision(connection),
    memberId,
    clusterId,
    raftTerm,
    raftIndex: firstIndex + revision - 1,
  }
}
