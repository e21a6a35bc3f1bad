import type {KubeObject} from '../../../api/object.ts'
import type {WatchEvent} from '../../../client/transport.ts'
import {prefixEnd, type StoreEvent, type Value, type Watcher} from '../../etcd/store.ts'
import {deepFreeze} from './deep-freeze.ts'
import {EventHistory} from './event-history.ts'
import {ObjectIndexes} from './object-indexes.ts'
import {ObjectListeners} from './object-listeners.ts'
import {withVersion} from './object-version.ts'
import {ObjectsView} from './objects-view.ts'
import {RememberedViews} from './remembered-views.ts'
import type {ResourceStore} from './resource-store.ts'
import type {Demand} from './selection.ts'
import {SortedObjects} from './sorted-objects.ts'

/** One change of one object. Of a deletion, `object` is its last state with the revision of its end. */
export interface ObjectEvent {
  revision: number
  key: string
  deleted: boolean
  object: KubeObject
  previous?: KubeObject
  /** What watchers are shown, made once for all of them. */
  shown?: Partial<Record<WatchEvent['type'], WatchEvent>>
}

export interface ObjectListener {
  event(event: ObjectEvent): void
  /** The cache cannot go on: the watch ends, and clients list again. */
  ended(): void
}

/** How many events are kept for watchers that come back with an older revision. */
const historyLimit = 8192

/** How many objects tell how large those of a kind are. */
const samples = 4

/**
 * All objects of a kind in memory, decoded once and shared by everybody who reads them, fed by one watch of the store. Exists only from the
 * first watch of the kind on.
 */
export class WatchCache {
  ready = false
  /** The revision of the last event, or of the first read. */
  revision = 0
  /** From this revision on the objects have been as they are. */
  changed = 0
  /** How many events came of the store, and of how many objects there were at first. */
  received = 0
  initial = 0
  readonly capacity = historyLimit
  private readonly resource: ResourceStore
  private readonly objects = new Map<string, KubeObject>()
  private readonly indexes = new ObjectIndexes(this.objects)
  private readonly namespaces = new Map<string, SortedObjects>()
  /** The namespaces in the order of the keys in them. */
  private order?: string[]
  /** As it was at first pages whose revision is no longer the last. */
  private readonly views = new RememberedViews()
  private readonly history = new EventHistory(historyLimit)
  private readonly listeners = new ObjectListeners()
  /** What this process is about to write: its events need no decoding. */
  private readonly expected = new Map<string, {value: Value; object: KubeObject}>()
  /** Of how many objects the size was estimated, and what it was. */
  private measured?: {count: number; bytes: number}
  private watcher?: Watcher
  private started?: Promise<void>

  constructor(resource: ResourceStore) {
    this.resource = resource
  }

  /** Fills the cache as of a revision (default: now) and follows the store from there; later calls wait for the first. */
  start(revision?: number): Promise<void> {
    this.started ??= this.fill(revision)
    return this.started
  }

  /** How many objects there are. */
  get size(): number {
    return this.objects.size
  }

  /** About how many bytes an object has; asked of a few of them now and then. */
  get objectSize(): number {
    const {size} = this.objects
    if (size === 0) return 0
    const known = this.measured
    if (known && size < known.count * 2 && size > known.count / 2) return known.bytes
    let [count, bytes] = [0, 0]
    for (const object of this.objects.values()) {
      bytes += JSON.stringify(object).length
      count += 1
      if (count === samples) break
    }
    this.measured = {count: size, bytes: Math.ceil(bytes / count)}
    return this.measured.bytes
  }

  get(key: string): KubeObject | undefined {
    return this.objects.get(key)
  }

  /** In the order of their keys, as they are now. */
  list(namespace = ''): readonly KubeObject[] {
    return this.view(namespace).list()
  }

  /** What is there now (in a namespace), whatever happens later. */
  view(namespace = ''): ObjectsView {
    const names = this.isOne(namespace) ? [namespace].filter(name => this.namespaces.has(name)) : this.ordered()
    return new ObjectsView(new Map(names.map(name => [name, this.namespaces.get(name)!.view()])))
  }

  /** What was there at a revision, if that is now or a view of it is remembered. */
  viewAt(revision: number, namespace = ''): ObjectsView | undefined {
    if (this.changed <= revision) return this.view(namespace)
    const view = this.views.at(revision)
    return view && this.isOne(namespace) ? view.within(namespace) : view
  }

  /** For who reads what is there now in pages. */
  rememberView(revision: number): void {
    this.views.add(revision, this.view(), this.received)
  }

  /** In the order of their keys, all that meet one of the demands; undefined without demands. */
  meeting(demands: readonly Demand[]): [key: string, object: KubeObject][] | undefined {
    return this.indexes.meeting(demands)
  }

  /** Events after this revision are all known. */
  get replayable(): number {
    return this.history.replayable
  }

  /** Whether every event after this revision is still known. */
  covers(revision: number): boolean {
    return this.history.covers(revision)
  }

  /** Everything that happened after a revision that is covered. */
  since(revision: number): ObjectEvent[] {
    return this.history.since(revision)
  }

  /** `scope` is `''`, `namespace/` or `namespace/name`. Returns what takes the listener off again. */
  listen(scope: string, listener: ObjectListener): () => void {
    return this.listeners.add(scope, listener)
  }

  expect(key: string, value: Value, object: KubeObject): void {
    this.expected.set(key, {value, object})
  }

  forget(key: string, value: Value): void {
    if (this.expected.get(key)?.value === value) this.expected.delete(key)
  }

  stop(): void {
    this.ready = false
    this.watcher?.cancel()
    this.listeners.end()
  }

  /** Whether a namespace is meant and not all. */
  private isOne(namespace: string): boolean {
    return namespace !== '' && this.resource.definition.namespaced
  }

  private ordered(): string[] {
    this.order ??= [...this.namespaces.keys()].sort((a, b) => (`${a}/` < `${b}/` ? -1 : 1))
    return this.order
  }

  private async fill(revision?: number): Promise<void> {
    const {store, codec} = this.resource
    const key = this.resource.rangeOf('')
    const rangeEnd = prefixEnd(key)
    const first = await store.range({key, rangeEnd, ...(revision && {revision})})
    for (const kv of first.kvs) this.keep(kv.key, codec.decode(kv))
    this.initial = first.kvs.length
    this.resource.listed.list(this.initial, this.initial)
    this.revision = revision ?? first.revision
    this.changed = this.revision
    this.history.begin(this.revision)
    this.watcher = store.watch(
      {key, rangeEnd, startRevision: this.revision + 1},
      {
        events: (batch, at) => this.applyAll(batch, at),
        cancelled: () => this.resource.dropCache(this),
      },
    )
    this.ready = true
  }

  /** What somebody has written that cannot be read ends the cache: readers then go to the store and are told. */
  private applyAll(batch: readonly StoreEvent[], revision: number): void {
    try {
      for (const event of batch) this.apply(event)
      this.revision = Math.max(this.revision, revision)
    } catch {
      this.resource.dropCache(this)
    }
  }

  private apply({type, kv}: StoreEvent): void {
    const previous = this.objects.get(kv.key)
    const deleted = type === 'delete'
    if (deleted && !previous) return
    const revision = kv.modRevision
    const object = deleted ? withVersion(previous!, String(revision)) : this.objectOf(kv)
    if (deleted) this.drop(kv.key, previous!)
    else this.keep(kv.key, object, previous)
    this.received += 1
    this.revision = revision
    this.changed = revision
    const event: ObjectEvent = {revision, key: kv.key, deleted, object, ...(previous && {previous})}
    if (this.history.add(event)) this.views.expire(this.received)
    this.listeners.tell(event)
  }

  private objectOf(kv: StoreEvent['kv']): KubeObject {
    const own = this.expected.get(kv.key)
    if (own?.value !== kv.value) return this.resource.codec.decode(kv)
    own.object.metadata.resourceVersion = String(kv.modRevision)
    return own.object
  }

  private keep(key: string, object: KubeObject, previous?: KubeObject): void {
    this.objects.set(key, this.resource.frozen ? deepFreeze(object) : object)
    this.indexes.keep(key, object, previous)
    const namespace = object.metadata.namespace ?? ''
    let objects = this.namespaces.get(namespace)
    if (!objects) {
      objects = new SortedObjects()
      this.namespaces.set(namespace, objects)
      this.order = undefined
    }
    objects.set(key, object)
  }

  private drop(key: string, object: KubeObject): void {
    const {namespace = ''} = object.metadata
    this.objects.delete(key)
    this.indexes.drop(key, object)
    const objects = this.namespaces.get(namespace)
    objects?.delete(key)
    if (objects?.size !== 0) return
    this.namespaces.delete(namespace)
    this.order = undefined
  }
}
