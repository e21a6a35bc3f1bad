import {type GroupVersionResource, groupResourceName, type KubeObject} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import type {Activity} from './activity.ts'
import type {Clock} from './clock.ts'
import type {Informer, InformerFactory} from './informer.ts'
import type {Logger} from './logger.ts'
import {reflect} from './reflector.ts'
import {SharedInformer} from './shared-informer.ts'

export interface InformerFactoryOptions {
  client: Client
  clock: Clock
  activity: Activity
  log: Logger
}

interface Shared {
  informer: SharedInformer
  stopper: AbortController
  running: Promise<void>
}

/** Informers that start when first asked for. In process their objects are the server's own: never copied, never to be mutated. */
export function createInformerFactory({client, clock, activity, log}: InformerFactoryOptions): InformerFactory {
  const shared = new Map<string, Shared>()

  const start = (resource: GroupVersionResource): Shared => {
    const informer = new SharedInformer(log)
    const stopper = new AbortController()
    const running = reflect({client, resource, informer, clock, activity, log, signal: stopper.signal})
    return {informer, stopper, running}
  }

  const end = async ({informer, stopper, running}: Shared): Promise<void> => {
    stopper.abort()
    informer.release()
    await running
  }

  return {
    informer<T extends KubeObject>(resource: GroupVersionResource): Informer<T> {
      const name = keyOf(resource)
      let entry = shared.get(name)
      if (!entry) {
        entry = start(resource)
        shared.set(name, entry)
      }
      return entry.informer as unknown as Informer<T>
    },
    async release(resource) {
      const entry = shared.get(keyOf(resource))
      shared.delete(keyOf(resource))
      if (entry) await end(entry)
    },
    async stop() {
      const entries = [...shared.values()]
      shared.clear()
      await Promise.all(entries.map(end))
    },
  }
}

const keyOf = (resource: GroupVersionResource): string => `${groupResourceName(resource)}/${resource.version}`
