import {sortKeys} from '../../../api/json/index.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {
  KeyValue,
  Operation,
  RangeRequest,
  RangeResponse,
  Store,
  StoreEvent,
  TxnRequest,
  TxnResponse,
  Value,
  Watcher,
  WatchListener,
  WatchRequest,
} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Transformer} from '../encryption/transformer.ts'
import type {ObjectStore} from './resource-store.ts'
import {ToldInOrder} from './told-in-order.ts'

type Convert = NonNullable<NonNullable<ResourceDefinition['storage']>['convert']>

export interface ConvertingOptions {
  definition: ResourceDefinition
  convert: Convert
  transformer?: Transformer
}

/** How many converted values are kept for who reads the same again. */
const mostKept = 5000

/**
 * A store seen through the conversion of one kind: what is read from it is in the kind's version, what is written to it goes to the version that is
 * stored. Events are told in order, after their conversion; who reads or writes waits for those that came before.
 */
export class ConvertingStore implements ObjectStore {
  private readonly store: ObjectStore
  private readonly options: ConvertingOptions
  /** By key and revision. */
  private readonly known = new Map<string, Promise<Value>>()
  private readonly events = new ToldInOrder()

  constructor(store: ObjectStore, options: ConvertingOptions) {
    this.store = store
    this.options = options
  }

  async range(request: RangeRequest): Promise<RangeResponse> {
    const response = await this.store.range(request)
    await this.events.told
    if (request.keysOnly || request.countOnly) return response
    return {...response, kvs: await Promise.all(response.kvs.map(kv => this.converted(kv, !request.rangeEnd)))}
  }

  async txn(request: TxnRequest): Promise<TxnResponse> {
    const success = await Promise.all(request.success.map(operation => this.toStored(operation)))
    const response = await this.store.txn({...request, success})
    await this.events.told
    return response
  }

  watch(request: WatchRequest, listener: WatchListener): Watcher {
    return this.events.watch(this.store, request, listener, batch => this.convertedEvents(batch))
  }

  grant(ttl: number, id?: bigint): ReturnType<Store['grant']> {
    return this.store.grant(ttl, id)
  }

  /** Whether an object is stored in another version than it would be today. */
  async isOutdated(key: string): Promise<boolean> {
    const [kv] = (await this.store.range({key})).kvs
    return kv !== undefined && this.read(kv.key, kv.value).apiVersion !== this.storedVersion()
  }

  /** A value as it would be read after it was written: it goes to the version that is stored, and back. */
  async throughStorage(key: string, value: Value): Promise<Value> {
    return this.convertValue(key, await this.convertValue(key, value, this.storedVersion()), this.ownVersion())
  }

  private convertedEvents(batch: StoreEvent[]): Promise<StoreEvent[]> {
    return Promise.all(
      batch.map(async event => ({
        ...event,
        ...(event.type === 'put' && {kv: await this.converted(event.kv)}),
        ...(event.prevKv && {prevKv: await this.converted(event.prevKv)}),
      })),
    )
  }

  /** Who reads one object asks anew, as kube-apiserver does; lists and watches share what is known. */
  private async converted(kv: KeyValue, anew = false): Promise<KeyValue> {
    const place = `${kv.modRevision} ${kv.key}`
    let value = anew ? undefined : this.known.get(place)
    if (!value) {
      value = this.convertValue(kv.key, kv.value, this.ownVersion())
      if (this.known.size >= mostKept) this.known.clear()
      this.known.set(place, value)
      value.catch(() => this.known.delete(place))
    }
    return {...kv, value: await value}
  }

  private async toStored(operation: Operation): Promise<Operation> {
    if (operation.type !== 'put') return operation
    const {key, value} = operation
    return {...operation, value: await this.convertValue(key, value, this.storedVersion())}
  }

  private ownVersion(): string {
    const {group, version} = this.options.definition
    return `${group}/${version}`
  }

  private storedVersion(): string {
    const {group, version, storage} = this.options.definition
    return `${group}/${storage?.version ?? version}`
  }

  private async convertValue(key: string, value: Value, apiVersion: string): Promise<Value> {
    const {transformer, convert, definition} = this.options
    const object = this.read(key, value)
    if (object.apiVersion === apiVersion) return value
    const whole = definition.storage?.completed?.(object) ?? object
    const converted = `${JSON.stringify(sortKeys(await convert(whole, apiVersion)))}\n`
    return transformer ? transformer.toStorage(Buffer.from(converted), key) : converted
  }

  private read(key: string, value: Value): KubeObject {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value
    const {transformer} = this.options
    const text = transformer ? transformer.fromStorage(bytes, key).data : bytes
    return JSON.parse(Buffer.from(text).toString()) as KubeObject
  }
}
