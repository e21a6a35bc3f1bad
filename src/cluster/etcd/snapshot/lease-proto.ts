import {protobufFields, protobufMessage} from './protobuf-fields.ts'

export interface SnapshotLease {
  id: bigint
  /** Seconds, as granted. */
  ttl: number
}

/** etcd's leasepb.Lease: field 1 the id, field 2 the seconds. */
export function encodeLease({id, ttl}: SnapshotLease): Buffer {
  return protobufMessage([1, id], [2, ttl])
}

/** Reads what `encodeLease` or etcd wrote. */
export function decodeLease(message: Buffer): SnapshotLease {
  const lease: SnapshotLease = {id: 0n, ttl: 0}
  for (const {number, value} of protobufFields(message)) {
    if (number === 1 && typeof value === 'bigint') lease.id = BigInt.asIntN(64, value)
    else if (number === 2) lease.ttl = Number(value)
  }
  return lease
}
