import type {KeyValue} from '../store.ts'

/** A row with the columns of `keyValueColumns`; nobody else holds it. */
export type Row = Omit<KeyValue, 'lease'> & {lease: string | null}

/** What to select from `history as h` for a KeyValue. */
export const keyValueColumns =
  'h.key as key, h.value as value, h.create_revision as createRevision, h.revision as modRevision, h.version as version, h.lease as lease'

/** The same without reading the value. */
export const keyColumns = keyValueColumns.replace('h.value', `''`)

/** Turns a row into the KeyValue that it is, in place. */
export function keyValue(row: Row): KeyValue {
  const kv = row as unknown as KeyValue
  kv.lease = row.lease === null ? 0n : BigInt(row.lease)
  return kv
}

/** The lease as it is kept. */
export const leaseColumn = (lease: bigint): string | null => (lease === 0n ? null : lease.toString())
