import type {Store, StoreStatus} from '../etcd/store.ts'
import {type JsonValue, omitEmpty} from './go-json.ts'

/** What etcd puts at the head of every response. */
export interface Header {
  clusterId: bigint
  memberId: bigint
  revision: number
  raftTerm: number
}

/** The header of a response at a revision; without one, at the store's own. */
export async function headerOf(store: Store, revision?: number): Promise<Header> {
  return headerFrom(await store.status(), revision)
}

export const headerFrom = (status: StoreStatus, revision = status.revision): Header => ({
  clusterId: status.clusterId,
  memberId: status.memberId,
  revision,
  raftTerm: status.raftTerm,
})

export const headerJson = ({clusterId, memberId, revision, raftTerm}: Header): {[name: string]: JsonValue} =>
  omitEmpty({cluster_id: clusterId, member_id: memberId, revision, raft_term: raftTerm})

export function headerFields({clusterId, memberId, revision, raftTerm}: Header, hex = false): string[] {
  const id = (value: bigint) => (hex ? value.toString(16) : value.toString())
  return [
    `"ClusterID" : ${id(clusterId)}`,
    `"MemberID" : ${id(memberId)}`,
    `"Revision" : ${revision}`,
    `"RaftTerm" : ${raftTerm}`,
  ]
}

/** A header inside a transaction's response: it only knows the revision. */
export const innerHeader = (revision: number): Header => ({clusterId: 0n, memberId: 0n, revision, raftTerm: 0})
