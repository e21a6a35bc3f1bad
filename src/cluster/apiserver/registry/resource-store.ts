import type {GroupResource, KubeObject} from '../../../api/object.ts'
import {inWrittenOrder, type Schema} from '../../../api/schema/index.ts'
import {alreadyExists, conflict, notFound, StatusError} from '../../../api/status-error.ts'
import {type KeyValue, prefixEnd, type Store, type Value} from '../../etcd/store.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {Clock} from '../../runtime/clock.ts'
import {schemaFor} from '../decoding/expected-kind.ts'
import type {Transformer} from '../encryption/transformer.ts'
import {ListTally} from './list-tally.ts'
import {withVersion} from './object-version.ts'
import {sameBut} from './same-json.ts'
import {type StorageCodec, storageCodec} from './storage-codec.ts'
import {WatchCache} from './watch-cache.ts'

export interface Preconditions {
  uid?: string
  resourceVersion?: string
}

export interface UpdateOptions {
  dryRun?: boolean
  preconditions?: Preconditions
  /** Lets the update see `undefined` where nothing is stored, and create it. */
  createIfAbsent?: boolean
}

/** Seconds during which objects that are to vanish by themselves share one lease. */
const leaseSharing = 60

/** What of the store objects need. */
export interface ObjectStore extends Pick<Store, 'range' | 'txn' | 'watch' | 'grant'> {
  /** Whether what is stored, which is not what one reads, would be stored in another form today. */
  isOutdated?(key: string): Promise<boolean>
  /** A value as it would be read after it was written, where that may be another one. */
  throughStorage?(key: string, value: Value): Promise<Value>
}

/**
 * The objects of one kind, in the store. It knows keys, revisions and encoding, not what a legal object is. Objects that it returns may be shared
 * with the watch cache: read-only.
 */
export class ResourceStore {
  readonly definition: ResourceDefinition
  readonly store: ObjectStore
  readonly codec: StorageCodec
  /** Present from the first watch on; until then every read goes to the store. */
  cache?: WatchCache
  private schema?: Schema
  /** Lists that the cache answered, and those that the store did. */
  readonly cached = new ListTally()
  readonly listed = new ListTally()
  /** Tests freeze what is shared. */
  readonly frozen: boolean
  private readonly transformer?: Transformer
  private readonly clock: Clock
  private readonly prefix: string
  private readonly name: GroupResource
  private lease?: {id: Promise<bigint>; uses: number; until: number}

  constructor(
    definition: ResourceDefinition,
    store: ObjectStore,
    clock: Clock,
    {frozen = false, transformer}: {frozen?: boolean; transformer?: Transformer} = {},
  ) {
    if (!definition.storage) throw new TypeError(`${definition.plural} are not stored`)
    this.definition = definition
    this.store = store
    this.clock = clock
    this.frozen = frozen
    this.codec = storageCodec(definition, transformer)
    this.transformer = transformer
    this.prefix = definition.storage.prefix
    this.name = {group: definition.group, resource: definition.plural}
  }

  keyOf(namespace: string, name: string): string {
    return this.definition.namespaced ? `${this.prefix}/${namespace}/${name}` : `${this.prefix}/${name}`
  }

  /** The prefix of all keys, or of those in one namespace. */
  rangeOf(namespace: string): string {
    return this.definition.namespaced && namespace ? `${this.prefix}/${namespace}/` : `${this.prefix}/`
  }

  async get(namespace: string, name: string): Promise<KubeObject | undefined> {
    const {kvs} = await this.store.range({key: this.keyOf(namespace, name)})
    return kvs[0] && this.codec.decode(kvs[0])
  }

  /** The objects of what somebody has read past this store. */
  async decoded(kvs: readonly KeyValue[]): Promise<KubeObject[]> {
    for (const {value} of this.transformer?.prepare ? kvs : [])
      await this.transformer!.prepare!(typeof value === 'string' ? Buffer.from(value) : value)
    return kvs.map(kv => this.codec.decode(kv))
  }

  /** What the cache knows, where there is one. */
  peek(namespace: string, name: string): KubeObject | undefined {
    return this.cache?.ready ? this.cache.get(this.keyOf(namespace, name)) : undefined
  }

  /** What the cache knows, where there is one, else what is stored. */
  async getCached(namespace: string, name: string): Promise<KubeObject | undefined> {
    return this.cache?.ready ? this.peek(namespace, name) : this.get(namespace, name)
  }

  /** All objects (of a namespace), from the cache where there is one. */
  async listCached(namespace = ''): Promise<readonly KubeObject[]> {
    if (this.cache?.ready) return this.cache.list(namespace)
    const key = this.rangeOf(namespace)
    const {kvs} = await this.store.range({key, rangeEnd: prefixEnd(key)})
    return kvs.map(kv => this.codec.decode(kv))
  }

  /** The cache, filled by the first call as of the given revision (default: now). */
  async startCache(revision?: number): Promise<WatchCache> {
    this.cache ??= new WatchCache(this)
    const cache = this.cache
    try {
      await cache.start(revision)
    } catch (error) {
      this.dropCache(cache)
      throw error
    }
    return cache
  }

  dropCache(cache: WatchCache): void {
    if (this.cache === cache) this.cache = undefined
    cache.stop()
  }

  /** Stores a new object and returns it with its resourceVersion; it belongs to the cache from then on. */
  async create(object: KubeObject, {dryRun = false} = {}): Promise<KubeObject> {
    const {namespace = '', name = ''} = object.metadata
    const key = this.keyOf(namespace, name)
    if (dryRun) {
      if (await this.get(namespace, name)) throw alreadyExists(this.name, name)
      return this.asIfWritten(key, object)
    }
    if (this.transformer) await this.transformer.prepareToWrite?.()
    // Its place is kept for the revision that it will have.
    object.metadata.resourceVersion = ''
    const saved = await this.put(key, this.arranged(object), 0)
    if (!saved) throw alreadyExists(this.name, name)
    return saved
  }

  /** An object that is not written, as it would be read if it were. */
  private async asIfWritten(key: string, object: KubeObject): Promise<KubeObject> {
    const arranged = this.arranged(object)
    if (!this.store.throughStorage) return this.asRead(key, arranged)
    const value = await this.store.throughStorage(key, this.codec.encode(arranged, key))
    return this.readBack(key, value, object)
  }

  /**
   * Reads, lets `change` make a new object of it, writes it if nobody else has in between, and begins again otherwise. What `change` is given is
   * read-only; returning the very same content writes nothing.
   */
  async update(
    namespace: string,
    name: string,
    change: (current: KubeObject | undefined) => KubeObject | Promise<KubeObject>,
    {dryRun = false, preconditions, createIfAbsent = false}: UpdateOptions = {},
  ): Promise<KubeObject> {
    const key = this.keyOf(namespace, name)
    const cached = this.cache?.ready ? this.cache.get(key) : undefined
    let current = cached ?? (await this.get(namespace, name))
    let fresh = !cached
    if (this.transformer) await this.transformer.prepareToWrite?.()
    for (;;) {
      try {
        if (!current && !createIfAbsent) throw notFound(this.name, name)
        this.checkPreconditions(toldKey(key, dryRun), current ?? nothing(name), preconditions)
        const changed = await change(current)
        const same =
          current !== undefined &&
          (this.loses ? await this.isStored(key, changed) : sameBut('resourceVersion', current, changed))
        if (current && same && fresh && !(await this.isStale(key, current))) return current
        if (dryRun) {
          const read = await this.asIfWritten(key, changed)
          return current ? withVersion(read, current.metadata.resourceVersion) : read
        }
        if (!same || fresh) {
          changed.metadata.resourceVersion ??= ''
          const saved = await this.put(
            key,
            own(this.arranged(changed, current), current),
            Number(current?.metadata.resourceVersion ?? 0),
          )
          if (saved) return saved
        }
      } catch (error) {
        if (fresh) throw error
      }
      current = await this.get(namespace, name)
      fresh = true
    }
  }

  /** Takes an object away; `check` may throw. Returns its last state, with the revision of its end as resourceVersion. */
  async delete(
    namespace: string,
    name: string,
    {
      dryRun = false,
      preconditions,
      check,
    }: {dryRun?: boolean; preconditions?: Preconditions; check?: (current: KubeObject) => void | Promise<void>} = {},
  ): Promise<KubeObject> {
    const key = this.keyOf(namespace, name)
    for (;;) {
      const current = await this.get(namespace, name)
      if (!current) throw notFound(this.name, name)
      this.checkPreconditions(toldKey(key, dryRun), current, preconditions)
      await check?.(current)
      if (dryRun) return current
      const {succeeded, revision} = await this.store.txn({
        compare: [{key, target: 'mod', result: '=', operand: Number(current.metadata.resourceVersion)}],
        success: [{type: 'delete', key}],
        failure: [],
      })
      if (succeeded) return withVersion(current, String(revision))
    }
  }

  /** With everything in its place; what is the same in `like`, which is so, is not looked at again. */
  arranged(object: KubeObject, like?: KubeObject): KubeObject {
    this.schema ??= schemaFor(this.definition)
    return inWrittenOrder(this.schema, object, like)
  }

  /** Of a custom kind more can be stored than its schema knows, which a later one may bring to light. */
  private get loses(): boolean {
    return this.definition.structural !== undefined && !this.definition.storage?.convert
  }

  private async isStored(key: string, object: KubeObject): Promise<boolean> {
    const {kvs} = await this.store.range({key})
    return kvs[0] !== undefined && this.codec.holds(kvs[0], this.arranged(object))
  }

  /** An object as it will be read once this value of it is stored. */
  private asRead(
    key: string,
    object: KubeObject,
    value = this.loses ? this.codec.encode(object, key) : '',
  ): KubeObject {
    return this.loses ? this.readBack(key, value, object) : object
  }

  /** What a value is read as; it has a version where the object has one. */
  private readBack(key: string, value: Value, object: KubeObject): KubeObject {
    const read = this.arranged(this.codec.decode({key, value, modRevision: 0}))
    if (object.metadata.resourceVersion === undefined) delete read.metadata.resourceVersion
    return read
  }

  /** What a write has stored: a conversion may have made something else of it. */
  private async stored(key: string, revision: number): Promise<KubeObject | undefined> {
    const {kvs} = await this.store.range({key, revision})
    return kvs[0] && this.codec.decode(kvs[0])
  }

  /** Writes if the key's last revision is as expected (0: it is not there). */
  private async put(key: string, object: KubeObject, expected: number): Promise<KubeObject | undefined> {
    const value = this.codec.encode(object, key)
    checkRequestSize(value)
    const read = this.asRead(key, object, value)
    this.cache?.expect(key, value, read)
    try {
      const lease = this.definition.timeToLive ? await this.leaseFor(this.definition.timeToLive) : undefined
      const {succeeded, revision} = await this.store.txn({
        compare: [
          expected === 0
            ? {key, target: 'version', result: '=', operand: 0}
            : {key, target: 'mod', result: '=', operand: expected},
        ],
        success: [{type: 'put', key, value, ...(lease && {lease})}],
        failure: [],
      })
      if (!succeeded) return undefined
      if (this.definition.storage?.convert) return await this.stored(key, revision)
      if (read.metadata.resourceVersion !== String(revision)) read.metadata.resourceVersion = String(revision)
      return read
    } finally {
      this.cache?.forget(key, value)
    }
  }

  /** One lease for up to a thousand objects of one minute, which then vanish together. */
  private async leaseFor(seconds: number): Promise<bigint> {
    const now = this.clock.now()
    if (!this.lease || this.lease.uses >= 1000 || now >= this.lease.until) {
      const id = this.store.grant(seconds + leaseSharing).then(granted => granted.id)
      this.lease = {id, uses: 0, until: now + leaseSharing * 1000}
    }
    this.lease.uses += 1
    return this.lease.id
  }

  /** Whether an object would be stored in another form today: encrypted otherwise, or in another version. */
  private async isStale(key: string, object: KubeObject): Promise<boolean> {
    if (await this.store.isOutdated?.(key)) return true
    const {kvs} = await this.store.range({key})
    return kvs[0] !== undefined && this.codec.isStale(kvs[0], object)
  }

  private checkPreconditions(key: string, current: KubeObject, preconditions: Preconditions = {}): void {
    const {uid, resourceVersion} = current.metadata
    const refuse = (why: string) =>
      conflict(
        this.name,
        current.metadata.name ?? '',
        `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`,
      )
    if (preconditions.uid !== undefined && preconditions.uid !== uid)
      throw refuse(`Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid ?? ''}`)
    if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion)
      throw refuse(
        `Precondition failed: ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`,
      )
  }
}

/** What preconditions are checked of where there is no object. */
const nothing = (name: string): KubeObject => ({apiVersion: '', kind: '', metadata: {name}})

/** With metadata of its own: they are about to get another version, and those of what is stored are shared with whoever reads the cache. */
const own = (changed: KubeObject, current: KubeObject | undefined): KubeObject =>
  changed.metadata === current?.metadata ? {...changed, metadata: {...changed.metadata}} : changed

/** The key as errors have it: a dry run never comes to where the root is put before it. */
const toldKey = (key: string, dryRun: boolean): string => (dryRun ? key.replace(/^\/registry(?=\/)/, '') : key)

/** etcd's --max-request-bytes, and what its client sends at the most; bytes. */
const largestRequest = 1.5 * 1024 * 1024
const largestMessage = 2 * 1024 * 1024

/** Throws what kube-apiserver answers when etcd will not have an object. */
function checkRequestSize(value: Value): void {
  if (value.length * 3 <= largestRequest) return
  const size = typeof value === 'string' ? Buffer.byteLength(value) : value.length
  if (size > largestMessage) {
    const why = `trying to send message larger than max (${size} vs. ${largestMessage})`
    throw new StatusError({message: `rpc error: code = ResourceExhausted desc = ${why}`, code: 500})
  }
  if (size > largestRequest) throw new StatusError({message: 'etcdserver: request is too large', code: 500})
}
