import {type GroupVersionResource, type KubeObject, objectKey} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client, DeleteOptions, PatchType, ResourcePath} from '../../client/client.ts'
import type {InformerFactory} from './informer.ts'

/**
 * Writes objects and resolves only once this process's own cache shows the write, so that the next look at the cache can never be
 * older than what the same controller has already done: no pod is made twice for want of seeing the first.
 */
export interface ObjectClient {
  create<T extends KubeObject>(resource: GroupVersionResource, object: T): Promise<T>
  update<T extends KubeObject>(resource: GroupVersionResource, object: T): Promise<T>
  updateStatus<T extends KubeObject>(resource: GroupVersionResource, object: T): Promise<T>
  patch<T extends KubeObject>(resource: GroupVersionResource, object: T, patch: Patch): Promise<T>
  /** Only the object that was meant: another of the same name stays. An object that is gone already is no error. */
  delete(resource: GroupVersionResource, object: KubeObject, options?: DeleteOptions): Promise<void>
}

export interface Patch {
  type: PatchType
  body: unknown
  subresource?: string
}

/** An ObjectClient for whoever reads from these informers. */
export function createObjectClient({client, informers}: {client: Client; informers: InformerFactory}): ObjectClient {
  const seen = async <T extends KubeObject>(resource: GroupVersionResource, written: T): Promise<T> => {
    const informer = informers.informer(resource)
    const revision = Number(written.metadata.resourceVersion ?? 0)
    await informer.untilRevision(revision)
    return written
  }

  return {
    async create(resource, object) {
      return seen(resource, await client.create(collectionOf(resource, object), object))
    },
    async update(resource, object) {
      return seen(resource, await client.update(pathTo(resource, object), object))
    },
    async updateStatus(resource, object) {
      return seen(resource, await client.update({...pathTo(resource, object), subresource: 'status'}, object))
    },
    async patch(resource, object, {type, body, subresource}) {
      return seen(resource, await client.patch({...pathTo(resource, object), subresource}, type, body))
    },
    async delete(resource, object, options = {}) {
      const {uid} = object.metadata
      const preconditions = {...(uid && {uid}), ...options.preconditions}
      try {
        await client.delete(pathTo(resource, object), {...options, preconditions})
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
      const informer = informers.informer(resource)
      await informer.until(() => {
        const cached = informer.get(objectKey(object))
        return !cached || cached.metadata.uid !== uid || cached.metadata.deletionTimestamp !== undefined
      })
    },
  }
}

const collectionOf = (resource: GroupVersionResource, {metadata}: KubeObject): ResourcePath => ({
  ...resource,
  namespace: metadata.namespace,
})

const pathTo = (resource: GroupVersionResource, {metadata}: KubeObject): ResourcePath => ({
  ...resource,
  namespace: metadata.namespace,
  name: metadata.name,
})
