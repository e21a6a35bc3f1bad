import type {Clock} from '../../runtime/clock.ts'
import type {
  DeleteRequest,
  KeyValue,
  LeaseStatus,
  PutRequest,
  RangeRequest,
  RangeResponse,
  Store,
  StoreStatus,
  TxnRequest,
  TxnResponse,
  Watcher,
  WatchListener,
  WatchRequest,
} from '../store.ts'
import {CommitQueue, type CommitQueueOptions} from './commit-queue.ts'
import {beginCompaction, continueCompaction} from './compact.ts'
import type {Connection} from './connection.ts'
import {deleteRange} from './delete-range.ts'
import {allLeases} from './lease-table.ts'
import {grantLease, leaseStatus, renewLease, revokeLease} from './leases.ts'
import {Lessor} from './lessor.ts'
import {type Meta, readMeta, writeMeta} from './meta.ts'
import {DataVersionPoll} from './poll.ts'
import {put} from './put.ts'
import {readRange} from './range.ts'
import {RememberedCounts} from './remembered-counts.ts'
import {currentRevision} from './revision.ts'
import {storeError} from './sqlite-error.ts'
import {readStatus} from './status.ts'
import {isReadOnly, txn} from './txn.ts'
import {WatchHub} from './watch-hub.ts'
import {Write} from './write.ts'

export interface SqliteStoreParts {
  connection: Connection
  clock: Clock
  /** Gives ids to leases that are granted without one. */
  leaseId: () => bigint
  /** How often to look for other processes' writes while somebody watches, in milliseconds. */
  pollInterval: number
  /** See CommitQueueOptions. */
  sync?: CommitQueueOptions['sync']
  waiting?: CommitQueueOptions['waiting']
}

/** How many revisions a step of a compaction covers, so that writes get their turn in between. */
const compactionWindow = 500

/** The store in one SQLite file. Any number of processes may have it open. */
export class SqliteStore implements Store {
  readonly meta: Meta
  /** Ends leases once it is started. */
  readonly lessor: Lessor
  private readonly connection: Connection
  private readonly clock: Clock
  private readonly leaseId: () => bigint
  private readonly hub: WatchHub
  private readonly queue: CommitQueue
  private readonly sync: CommitQueueOptions['sync']
  private readonly poll: DataVersionPoll
  private readonly counts = new RememberedCounts()
  private closed = false

  constructor({connection, clock, leaseId, pollInterval, sync, waiting}: SqliteStoreParts) {
    this.connection = connection
    this.clock = clock
    this.leaseId = leaseId
    this.hub = new WatchHub(connection)
    this.sync = sync
    this.queue = new CommitQueue({connection, clock, sync, waiting, committed: commit => this.hub.publish(commit)})
    this.lessor = new Lessor({connection, clock, queue: this.queue})
    this.poll = new DataVersionPoll(connection, pollInterval, () => this.foreignWrites())
    this.meta = {
      get: key => readMeta(connection, key),
      set: (key, value) => this.queue.enqueue(write => writeMeta(write.connection, key, value)),
    }
  }

  async range(request: RangeRequest): Promise<RangeResponse> {
    const {connection, counts} = this
    const read = connection.snapshot(() => readRange(connection, request, currentRevision(connection), counts))
    return this.onceSynced(read)
  }

  put(request: PutRequest): Promise<{revision: number; prevKv?: KeyValue}> {
    return this.queue.enqueue(write => put(write, request))
  }

  delete(request: DeleteRequest): Promise<{revision: number; deleted: number; prevKvs: KeyValue[]}> {
    return this.queue.enqueue(write => deleteRange(write, request))
  }

  async txn(request: TxnRequest): Promise<TxnResponse> {
    if (!isReadOnly(request)) return this.queue.enqueue(write => txn(write, request))
    return this.onceSynced(this.connection.snapshot(() => txn(this.reading(), request)))
  }

  watch(request: WatchRequest, listener: WatchListener): Watcher {
    this.poll.start()
    const watcher = this.hub.watch(request, listener)
    return {
      cancel: () => {
        watcher.cancel()
        if (this.hub.idle) this.poll.stop()
      },
    }
  }

  async compact(revision: number): Promise<void> {
    await this.queue.enqueue(write => beginCompaction(write.connection, revision, write.revision))
    const step = () => this.queue.enqueue(write => continueCompaction(write.connection, compactionWindow))
    while (!this.closed && (await step()));
  }

  async grant(ttl: number, id = 0n): Promise<{id: bigint; ttl: number}> {
    const granted = await this.queue.enqueue(write => grantLease(write, id === 0n ? this.leaseId() : id, ttl))
    this.lessor.arm()
    return granted
  }

  async revoke(id: bigint): Promise<void> {
    await this.queue.enqueue(write => revokeLease(write, id))
  }

  async keepAlive(id: bigint): Promise<{id: bigint; ttl: number}> {
    return this.queue.enqueue(write => renewLease(write, id))
  }

  async timeToLive(id: bigint): Promise<LeaseStatus> {
    return this.connection.snapshot(() => leaseStatus(this.connection, id, this.clock.now()))
  }

  async leases(): Promise<bigint[]> {
    return this.connection.snapshot(() => allLeases(this.connection).map(({id}) => BigInt(id)))
  }

  async status(): Promise<StoreStatus> {
    return this.connection.snapshot(() => readStatus(this.connection))
  }

  async hash(revision = 0): Promise<{hash: number; revision: number; compactRevision: number}> {
    const {hashKeys} = await import('../snapshot/hash-keys.ts')
    return this.connection.snapshot(() => hashKeys(this.connection, revision))
  }

  async defragment(): Promise<void> {
    await this.queue.flush()
    try {
      this.connection.db.exec('vacuum; pragma wal_checkpoint(truncate)')
    } catch (error) {
      throw storeError(error, this.connection.file)
    }
  }

  async *snapshot(): AsyncGenerator<Uint8Array> {
    await this.queue.flush()
    const {writeSnapshot} = await import('../snapshot/write-snapshot.ts')
    yield* writeSnapshot(this.connection)
  }

  /**
   * Does work of which nobody outside this process learns before it is over, such as a start: where the disk is synced beside, its writes are answered as
   * they are committed, and all of them are on disk when this resolves.
   */
  syncingOnce<T>(work: () => Promise<T>): Promise<T> {
    return this.queue.syncingOnce(work)
  }

  async close(): Promise<void> {
    if (this.closed) return
    await this.queue.flush()
    this.closed = true
    this.poll.stop()
    this.lessor.stop()
    this.connection.close()
    this.sync?.close()
  }

  /** What was read may be told when it is on disk. */
  private async onceSynced<T>(read: T): Promise<T> {
    if (this.queue.unsynced) await this.queue.unsynced
    return read
  }

  /** A transaction that only reads needs no write lock. */
  private reading(): Write {
    return new Write(this.connection, currentRevision(this.connection), this.clock.now())
  }

  private foreignWrites(): void {
    this.hub.catchUp()
    this.lessor.arm()
  }
}
