import type {GroupVersionResource, KubeObject} from '../../../api/object.ts'
import {prefixEnd} from '../../etcd/store.ts'
import type {ResourceStore} from '../registry/resource-store.ts'
import type {ServerParts} from '../server-parts.ts'

/** What authentication and authorization read: stored objects, and word of their changes. */
export interface ObjectSource {
  get(resource: GroupVersionResource, namespace: string, name: string): Promise<KubeObject | undefined>
  list(resource: GroupVersionResource): Promise<readonly KubeObject[]>
  /** Calls back when any object of the kind changes, before whoever changed it is answered. Returns what ends that. */
  onChange(resource: GroupVersionResource, changed: () => void): () => void
  /** Shows every object of the kind, and from then on every change, before whoever made it is answered. Resolves, when all are shown, to what ends that. */
  follow(resource: GroupVersionResource, follower: Follower): Promise<() => void>
}

export interface Follower {
  set(key: string, object: KubeObject): void
  delete(key: string): void
  /** Nothing more will be told: what is known is not to be trusted any more. */
  ended(): void
}

/** Reads the server's own stores. The server is asked for when it is first needed, for it needs what reads from here. */
export class StoredObjects implements ObjectSource {
  private readonly server: () => ServerParts

  constructor(server: () => ServerParts) {
    this.server = server
  }

  async get(resource: GroupVersionResource, namespace: string, name: string): Promise<KubeObject | undefined> {
    return this.storeOf(resource).getCached(namespace, name)
  }

  async list(resource: GroupVersionResource): Promise<readonly KubeObject[]> {
    return this.storeOf(resource).listCached()
  }

  onChange(resource: GroupVersionResource, changed: () => void): () => void {
    const resourceStore = this.storeOf(resource)
    const key = resourceStore.rangeOf('')
    const range = {key, rangeEnd: prefixEnd(key)}
    let watcher = resourceStore.store.watch(range, {events: changed, cancelled: restart})
    let ended = false
    function restart(): void {
      if (ended) return
      changed()
      watcher = resourceStore.store.watch(range, {events: changed, cancelled: restart})
    }
    return () => {
      ended = true
      watcher.cancel()
    }
  }

  async follow(resource: GroupVersionResource, follower: Follower): Promise<() => void> {
    const resourceStore = this.storeOf(resource)
    const cache = await resourceStore.startCache()
    for (const object of cache.list()) {
      const {namespace = '', name = ''} = object.metadata
      follower.set(resourceStore.keyOf(namespace, name), object)
    }
    return cache.listen('', {
      event: ({key, deleted, object}) => (deleted ? follower.delete(key) : follower.set(key, object)),
      ended: () => follower.ended(),
    })
  }

  private storeOf(resource: GroupVersionResource): ResourceStore {
    const {resources, resourceStore} = this.server()
    const definition = resources.get(resource)
    if (!definition) throw new TypeError(`${resource.resource} are not served`)
    return resourceStore(definition)
  }
}
