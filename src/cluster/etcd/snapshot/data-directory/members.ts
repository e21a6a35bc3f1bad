import {createHash} from 'node:crypto'

export interface MemberUrls {
  name: string
  /** Where its peers reach it; one member may have several. */
  peerUrls: string[]
}

export interface Member extends MemberUrls {
  id: bigint
}

/** The members of a new cluster with the ids that etcd computes for them, in the order of these. */
export function membersOf(members: MemberUrls[], token: string): Member[] {
  return members
    .map(member => ({...member, id: hashId(Buffer.from([...member.peerUrls].sort().join('') + token))}))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The id of the cluster that these members are. */
export function clusterIdOf(members: Member[]): bigint {
  const ids = Buffer.alloc(8 * members.length)
  members.forEach(({id}, index) => {
    ids.writeBigUInt64BE(id, 8 * index)
  })
  return hashId(ids)
}

/** A member's record, as etcd keeps it. JavaScript's JSON cannot hold its id. */
export const memberRecord = ({id, name, peerUrls}: Member): string =>
  `{"id":${id},"peerURLs":${JSON.stringify(peerUrls)},"name":${JSON.stringify(name)}}`

const hashId = (bytes: Buffer): bigint => createHash('sha1').update(bytes).digest().readBigUInt64BE()
