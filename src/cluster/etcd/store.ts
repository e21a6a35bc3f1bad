/**
 * The store: an MVCC key-value store with etcd's semantics, whatever keeps the bytes. It knows nothing of Kubernetes.
 * Every implementation passes the contract suite in test/contracts/store.ts.
 */

/**
 * A key as a binary string: one character per byte, so that any bytes keep their identity and their order.
 * Kubernetes' keys are ASCII and look like themselves.
 */
export type Key = string

/** Text is kept as text (Kubernetes' JSON); anything else as bytes. */
export type Value = string | Uint8Array

export interface KeyValue {
  key: Key
  value: Value
  createRevision: number
  modRevision: number
  /** 1 when created, one more with each put. */
  version: number
  /** 0n when no lease holds it. */
  lease: bigint
}

/** Which keys: one; from `key` up to but without `rangeEnd`; or, with `rangeEnd` '\0', all from `key` on. */
export interface KeyRange {
  key: Key
  rangeEnd?: Key
}

export interface RangeRequest extends KeyRange {
  /** 0 or absent: all. `count` and `more` tell of the rest. */
  limit?: number
  /** 0 or absent: now. Throws StoreError 'compacted' or 'future'. */
  revision?: number
  keysOnly?: boolean
  countOnly?: boolean
  sort?: {by: 'key' | 'version' | 'create' | 'mod' | 'value'; descending?: boolean}
  minModRevision?: number
  maxModRevision?: number
  minCreateRevision?: number
  maxCreateRevision?: number
}

export interface RangeResponse {
  /** The store's revision at which this was read. */
  revision: number
  kvs: KeyValue[]
  more: boolean
  /** How many keys the range holds, whatever the limit. */
  count: number
}

export interface PutRequest {
  key: Key
  value: Value
  lease?: bigint
  prevKv?: boolean
  ignoreValue?: boolean
  ignoreLease?: boolean
}

export interface DeleteRequest extends KeyRange {
  prevKv?: boolean
}

export type Compare = KeyRange & {result: '=' | '!=' | '<' | '>'} & (
    | {target: 'version' | 'create' | 'mod'; operand: number}
    | {target: 'value'; operand: Value}
    | {target: 'lease'; operand: bigint}
  )

export type Operation =
  | ({type: 'range'} & RangeRequest)
  | ({type: 'put'} & PutRequest)
  | ({type: 'delete'} & DeleteRequest)
  | ({type: 'txn'} & TxnRequest)

export type OperationResponse =
  | ({type: 'range'} & RangeResponse)
  | {type: 'put'; revision: number; prevKv?: KeyValue}
  | {type: 'delete'; revision: number; deleted: number; prevKvs: KeyValue[]}
  | ({type: 'txn'} & TxnResponse)

export interface TxnRequest {
  compare: Compare[]
  success: Operation[]
  failure: Operation[]
}

export interface TxnResponse {
  revision: number
  succeeded: boolean
  responses: OperationResponse[]
}

export interface StoreEvent {
  type: 'put' | 'delete'
  /** Of a delete: the key and the revision of its deletion; no value. */
  kv: KeyValue
  prevKv?: KeyValue
}

export interface WatchRequest extends KeyRange {
  /** The first revision to tell of; absent: what comes after now. Below the compacted one: `cancelled` is called with StoreError 'compacted'. */
  startRevision?: number
  prevKv?: boolean
  filters?: ('noput' | 'nodelete')[]
}

export interface WatchListener {
  /** All events of one or more whole revisions, in order. Called in the turn in which the write is durable, before the writer is answered. */
  events(batch: StoreEvent[], revision: number): void
  /** The watch ended by itself. */
  cancelled(error: Error): void
}

export interface Watcher {
  cancel(): void
}

export interface LeaseStatus {
  id: bigint
  /** Seconds. -1 when the lease is gone. */
  ttl: number
  grantedTtl: number
  keys: Key[]
}

export interface StoreStatus {
  version: string
  /** Bytes on disk, and those in use. */
  dbSize: number
  dbSizeInUse: number
  revision: number
  compactRevision: number
  memberId: bigint
  clusterId: bigint
  raftTerm: number
  raftIndex: number
}

/**
 * Writes are durable once their promise resolves (group commit: concurrent ones share one transaction), and are seen by
 * every process that has the same store open. Revisions are etcd's: one more for each transaction that changes anything.
 */
export interface Store {
  range(request: RangeRequest): Promise<RangeResponse>
  put(request: PutRequest): Promise<{revision: number; prevKv?: KeyValue}>
  delete(request: DeleteRequest): Promise<{revision: number; deleted: number; prevKvs: KeyValue[]}>
  txn(request: TxnRequest): Promise<TxnResponse>
  watch(request: WatchRequest, listener: WatchListener): Watcher
  compact(revision: number): Promise<void>

  grant(ttl: number, id?: bigint): Promise<{id: bigint; ttl: number}>
  revoke(id: bigint): Promise<void>
  keepAlive(id: bigint): Promise<{id: bigint; ttl: number}>
  timeToLive(id: bigint): Promise<LeaseStatus>
  leases(): Promise<bigint[]>

  status(): Promise<StoreStatus>
  /** CRC over all keys up to a revision, as etcd's HashKV. */
  hash(revision?: number): Promise<{hash: number; revision: number; compactRevision: number}>
  defragment(): Promise<void>
  /** An etcd snapshot file: a bbolt database and the SHA-256 of it. */
  snapshot(): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

export type StoreErrorCode =
  | 'compacted'
  | 'future'
  | 'lease-not-found'
  | 'lease-exists'
  | 'duplicate-key'
  | 'key-not-found'
  | 'empty-key'
  | 'value-provided'
  | 'lease-provided'
  | 'ttl-too-large'
  | 'corrupt'
  | 'locked'
  | 'full'
  | 'unavailable'

/** What the store refuses, in etcd's words. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
  }
}

/** The end of the range of all keys that start with `prefix`. */
export function prefixEnd(prefix: Key): Key {
  for (let index = prefix.length - 1; index >= 0; index -= 1) {
    const code = prefix.charCodeAt(index)
    if (code < 0xff) return prefix.slice(0, index) + String.fromCharCode(code + 1)
  }
  return '\0'
}
