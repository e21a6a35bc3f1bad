import {type GroupVersionResource, groupResourceName, type KubeObject} from '../../../api/object.ts'
import type {Client} from '../../../client/client.ts'
import type {Informer, InformerFactory} from '../../runtime/informer.ts'
import type {Logger} from '../../runtime/logger.ts'
import {SharedInformer} from '../../runtime/shared-informer.ts'

/** Informers that are filled once and see nothing of what happens after. */
export interface ListedInformers extends InformerFactory {
  /** Lists every collection that somebody has asked for. */
  fill(client: Client): Promise<void>
}

/** Informers of one look: they list what they are asked for once, and watch nothing. */
export function listedInformers(log: Logger): ListedInformers {
  const all = new Map<string, {resource: GroupVersionResource; informer: SharedInformer}>()
  return {
    informer<T extends KubeObject>(resource: GroupVersionResource): Informer<T> {
      const name = groupResourceName(resource)
      const {informer} = all.get(name) ?? {informer: new SharedInformer(log)}
      all.set(name, {resource, informer})
      return informer as unknown as Informer<T>
    },
    async fill(client) {
      await Promise.all([...all.values()].map(({resource, informer}) => fillOne(client, resource, informer)))
    },
    async release() {},
    async stop() {},
  }
}

async function fillOne(client: Client, resource: GroupVersionResource, informer: SharedInformer): Promise<void> {
  const {items, metadata} = await client.list(resource)
  informer.replace(items, Number(metadata.resourceVersion ?? 0))
}
