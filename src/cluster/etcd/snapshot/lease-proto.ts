import {bigVarint} from './varint.ts'

export interface SnapshotLease {
  id: bigint
  /** Seconds, as granted. */
  ttl: number
}

/** etcd's leasepb.Lease: field 1 the id, field 2 the seconds. */
export function encodeLease({id, ttl}: SnapshotLease): Buffer {
  return Buffer.concat([Buffer.from([0x08]), bigVarint(id), Buffer.from([0x10]), bigVarint(BigInt(ttl))])
}
