import type {GroupVersionResource, KubeObject} from '../../../api/object.ts'
import {prefixEnd} from '../../etcd/store.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import type {ResourceStore} from '../registry/resource-store.ts'
import type {ServerParts} from '../server-parts.ts'

/** What authentication and authorization read: stored objects, and word of their changes. */
export interface ObjectSource {
  get(resource: GroupVersionResource, namespace: string, name: string): Promise<KubeObject | undefined>
  list(resource: GroupVersionResource): Promise<readonly KubeObject[]>
  /** Calls back when any object of the kind changes, before whoever changed it is answered. Returns what ends that. */
  onChange(resource: GroupVersionResource, changed: () => void): () => void
}

/** Reads the server's own stores. */
export class StoredObjects implements ObjectSource {
  private readonly resources: ResourceRegistry
  private readonly resourceStore: ServerParts['resourceStore']

  constructor({resources, resourceStore}: Pick<ServerParts, 'resources' | 'resourceStore'>) {
    this.resources = resources
    this.resourceStore = resourceStore
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

  private storeOf(resource: GroupVersionResource): ResourceStore {
    const definition = this.resources.get(resource)
    if (!definition) throw new TypeError(`${resource.resource} are not served`)
    return this.resourceStore(definition)
  }
}
