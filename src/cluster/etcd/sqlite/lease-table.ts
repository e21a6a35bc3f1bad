import type {Key} from '../store.ts'
import type {Connection} from './connection.ts'

export interface LeaseRow {
  id: string
  /** Seconds, as granted. */
  ttl: number
  /** When it is due, in milliseconds since the epoch. */
  expiry: number
}

export const findLease = (connection: Connection, id: bigint): LeaseRow | undefined =>
  connection.get<LeaseRow>('select id, ttl, expiry from lease where id = ?', id.toString())

/** Asked of one lease once in a transaction: a thousand events share one. */
export function leaseExists(connection: Connection, id: bigint): boolean {
  const {foundLeases} = connection
  if (!foundLeases.has(id) && findLease(connection, id)) foundLeases.add(id)
  return foundLeases.has(id)
}

export const allLeases = (connection: Connection): LeaseRow[] =>
  connection.all<LeaseRow>('select id, ttl, expiry from lease order by expiry, id')

/** The leases whose time has come, the longest overdue first. */
export const dueLeases = (connection: Connection, now: number): LeaseRow[] =>
  connection.all<LeaseRow>('select id, ttl, expiry from lease where expiry <= ? order by expiry, id', now)

/** When the next lease is due. */
export const nextExpiry = (connection: Connection): number | undefined =>
  connection.get<{expiry: number | null}>('select min(expiry) as expiry from lease')?.expiry ?? undefined

export function saveLease(connection: Connection, {id, ttl, expiry}: LeaseRow): void {
  connection.run('insert or replace into lease (id, ttl, expiry) values (?, ?, ?)', id, ttl, expiry)
}

export function removeLease(connection: Connection, id: bigint): void {
  connection.foundLeases.delete(id)
  connection.run('delete from lease where id = ?', id.toString())
}

/** The keys that live as long as the lease does. */
export const keysOfLease = (connection: Connection, id: bigint): Key[] =>
  connection.all<{key: Key}>('select key from current where lease = ? order by key', id.toString()).map(({key}) => key)
