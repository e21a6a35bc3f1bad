import type {
  KeyValue,
  RangeRequest,
  RangeResponse,
  Store,
  StoreEvent,
  TxnRequest,
  TxnResponse,
  Watcher,
  WatchListener,
  WatchRequest,
} from '../../etcd/store.ts'
import type {Transformer} from '../encryption/transformer.ts'
import type {ObjectStore} from './resource-store.ts'
import {ToldInOrder} from './told-in-order.ts'

/** A store of encrypted values that can be decrypted at once: what that takes is fetched before they are told. Events stay in order. */
export class PreparedStore implements ObjectStore {
  private readonly store: ObjectStore
  private readonly prepare: NonNullable<Transformer['prepare']>
  private readonly events = new ToldInOrder()

  constructor(store: ObjectStore, prepare: NonNullable<Transformer['prepare']>) {
    this.store = store
    this.prepare = prepare
  }

  async range(request: RangeRequest): Promise<RangeResponse> {
    const response = await this.store.range(request)
    await this.prepareAll(response.kvs)
    return response
  }

  txn(request: TxnRequest): Promise<TxnResponse> {
    return this.store.txn(request)
  }

  watch(request: WatchRequest, listener: WatchListener): Watcher {
    return this.events.watch(this.store, request, listener, async batch => {
      await this.prepareAll(batch.flatMap(valuesOf))
      return batch
    })
  }

  grant(ttl: number, id?: bigint): ReturnType<Store['grant']> {
    return this.store.grant(ttl, id)
  }

  /** One after the other: the first one mostly has the key of all. */
  private async prepareAll(values: readonly Pick<KeyValue, 'value'>[]): Promise<void> {
    for (const {value} of values) {
      const waiting = this.prepare(typeof value === 'string' ? Buffer.from(value) : value)
      if (waiting) await waiting
    }
  }
}

const valuesOf = ({type, kv, prevKv}: StoreEvent): KeyValue[] => [
  ...(type === 'put' ? [kv] : []),
  ...(prevKv ? [prevKv] : []),
]
