import type {GroupVersionResource, KubeObject} from '../../../../api/object.ts'
import {prefixEnd} from '../../../etcd/store.ts'
import type {ServerParts} from '../../server-parts.ts'

/** All objects of a kind that decides about writes, by name; read again only after one of them was written. */
export function storedList<T extends KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
): Promise<readonly T[]> {
  let lists = known.get(server)
  if (!lists) {
    lists = new Map()
    known.set(server, lists)
  }
  const key = `${resource.group}/${resource.resource}`
  let list = lists.get(key)
  if (!list) {
    list = new StoredList(server, resource)
    lists.set(key, list)
  }
  return list.objects() as Promise<readonly T[]>
}

const known = new WeakMap<ServerParts, Map<string, StoredList>>()

class StoredList {
  private readonly server: ServerParts
  private readonly resource: GroupVersionResource
  private watching = false
  private read?: Promise<readonly KubeObject[]>

  constructor(server: ServerParts, resource: GroupVersionResource) {
    this.server = server
    this.resource = resource
  }

  objects(): Promise<readonly KubeObject[]> {
    this.read ??= this.load().catch((error: unknown) => {
      this.read = undefined
      throw error
    })
    return this.read
  }

  private async load(): Promise<readonly KubeObject[]> {
    const definition = this.server.resources.get(this.resource)
    if (!definition) return []
    const {store, codec, rangeOf} = this.server.resourceStore(definition)
    const key = rangeOf.call(this.server.resourceStore(definition), '')
    const range = {key, rangeEnd: prefixEnd(key)}
    if (!this.watching) {
      this.watching = true
      store.watch(range, {
        events: () => {
          this.read = undefined
        },
        cancelled: () => {
          this.watching = false
          this.read = undefined
        },
      })
    }
    const {kvs} = await store.range(range)
    return kvs.map(kv => codec.decode(kv))
  }
}
