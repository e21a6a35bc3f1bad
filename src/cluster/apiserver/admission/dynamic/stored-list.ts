import type {GroupVersionResource, KubeObject} from '../../../../api/object.ts'
import {prefixEnd} from '../../../etcd/store.ts'
import type {ServerParts} from '../../server-parts.ts'

/** All objects of a kind that decides about writes, by name; read again only after one of them was written. */
export function storedList<T extends KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
): Promise<readonly T[]> {
  return listOf(server, resource).objects() as Promise<readonly T[]>
}

/** Whether it is known, without waiting, that there are none of a kind. */
export const noneStored = (server: ServerParts, resource: GroupVersionResource): boolean =>
  listOf(server, resource).empty

function listOf(server: ServerParts, resource: GroupVersionResource): StoredList {
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
  return list
}

const known = new WeakMap<ServerParts, Map<string, StoredList>>()

class StoredList {
  private readonly server: ServerParts
  private readonly resource: GroupVersionResource
  private watching = false
  private read?: Promise<readonly KubeObject[]>
  /** Whether what was read last was nothing, and nothing was written since. */
  empty = false

  constructor(server: ServerParts, resource: GroupVersionResource) {
    this.server = server
    this.resource = resource
  }

  objects(): Promise<readonly KubeObject[]> {
    if (this.read) return this.read
    const read = this.load().catch((error: unknown) => {
      this.forget()
      throw error
    })
    this.read = read
    read.then(
      objects => {
        if (this.read === read) this.empty = objects.length === 0
      },
      () => undefined,
    )
    return read
  }

  private forget(): void {
    this.read = undefined
    this.empty = false
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
        events: () => this.forget(),
        cancelled: () => {
          this.watching = false
          this.forget()
        },
      })
    }
    const {kvs} = await store.range(range)
    return kvs.map(kv => codec.decode(kv))
  }
}
