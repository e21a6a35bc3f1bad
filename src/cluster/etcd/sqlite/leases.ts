import type {LeaseStatus} from '../store.ts'
import {leaseNotFound, leaseExists as leaseTaken, ttlTooLarge} from '../store-refusals.ts'
import type {Connection} from './connection.ts'
import {deleteKey} from './delete-range.ts'
import {dueLeases, findLease, keysOfLease, leaseExists, removeLease, saveLease} from './lease-table.ts'
import type {Write} from './write.ts'

/** etcd gives no lease less (one and a half election timeouts, rounded up) and none more, in seconds. */
const leastTtl = 2
const mostTtl = 9_000_000_000

/** Grants a lease; a short one is given etcd's least. */
export function grantLease({connection, now}: Write, id: bigint, ttl: number): {id: bigint; ttl: number} {
  if (ttl > mostTtl) throw ttlTooLarge()
  if (leaseExists(connection, id)) throw leaseTaken()
  const granted = Math.max(ttl, leastTtl)
  saveLease(connection, {id: id.toString(), ttl: granted, expiry: now + granted * 1_000})
  return {id, ttl: granted}
}

/** Ends a lease and deletes its keys, all in one revision. */
export function revokeLease(write: Write, id: bigint): void {
  if (!leaseExists(write.connection, id)) throw leaseNotFound()
  for (const key of keysOfLease(write.connection, id)) deleteKey(write, key)
  removeLease(write.connection, id)
}

/** Gives a lease its full time again. */
export function renewLease({connection, now}: Write, id: bigint): {id: bigint; ttl: number} {
  const lease = findLease(connection, id)
  if (!lease || lease.expiry <= now) throw leaseNotFound()
  saveLease(connection, {...lease, expiry: now + lease.ttl * 1_000})
  return {id, ttl: lease.ttl}
}

/** Ends one lease that is due, if it still is, and says whether there was one. */
export function expireOne(write: Write): boolean {
  const due = dueLeases(write.connection, write.now)[0]
  if (due) revokeLease(write, BigInt(due.id))
  return due !== undefined
}

/** What remains of a lease; ttl -1 when it is gone. */
export function leaseStatus(connection: Connection, id: bigint, now: number): LeaseStatus {
  const lease = findLease(connection, id)
  if (!lease || lease.expiry <= now) return {id, ttl: -1, grantedTtl: 0, keys: []}
  const ttl = Math.floor((lease.expiry - now) / 1_000)
  return {id, ttl, grantedTtl: lease.ttl, keys: keysOfLease(connection, id)}
}
