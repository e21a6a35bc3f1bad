import type {Connection} from './connection.ts'

export type MetaValue = string | number | null

/** A few named values of the cluster's own that live and die with the store: its clock, its seed, how far it had settled. */
export interface Meta {
  /** Needs no lock; undefined when never set. */
  get(key: string): string | number | undefined
  /** Durable once resolved, together with the writes that were waiting; undefined removes it. */
  set(key: string, value: string | number | undefined): Promise<void>
}

export function readMeta(connection: Connection, key: string): string | number | undefined {
  return connection.get<{value: MetaValue}>('select value from meta where key = ?', key)?.value ?? undefined
}

export function writeMeta(connection: Connection, key: string, value: string | number | undefined): void {
  if (value === undefined) connection.run('delete from meta where key = ?', key)
  else connection.run('insert or replace into meta (key, value) values (?, ?)', key, value)
}
