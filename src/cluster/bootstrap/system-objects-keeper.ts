import {groupResourceName, objectKey} from '../../api/object.ts'
import {isAlreadyExists} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import type {BootstrapObject, BootstrapOptions} from './bootstrap-object.ts'
import {kubernetesService} from './kubernetes-service.ts'
import {namespaces} from './namespaces.ts'
import {tokenTracking} from './token-tracking.ts'

/** Puts back what no cluster can be without when somebody deletes it: the system's namespaces, the service `kubernetes`, and since when tokens are tracked. */
export function createSystemObjectsKeeper(
  context: ComponentContext,
  options: Pick<BootstrapOptions, 'address' | 'port'>,
): Component {
  const all = [...namespaces(), ...kubernetesService(options), tokenTracking(context.clock.now())]
  const kept = new Map(all.map(entry => [keyOf(entry), entry]))
  const objects = createObjectClient(context)
  const collections = new Map([...kept.values()].map(({resource}) => [groupResourceName(resource), resource]))

  const reconcile = async (key: string): Promise<undefined> => {
    const entry = kept.get(key)
    if (!entry || context.informers.informer(entry.resource).get(objectKey(entry.object))) return
    try {
      await objects.create(entry.resource, entry.object)
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
    }
  }

  return createController(context, {
    name: 'system-objects-keeper',
    watches: [...collections.values()].map(resource =>
      watch(
        context.informers.informer(resource),
        object => {
          const key = keyOf({resource, object})
          return kept.has(key) ? [key] : []
        },
        () => false,
      ),
    ),
    initialKeys: [...kept.keys()],
    workers: 1,
    reconcile,
  })
}

const keyOf = ({resource, object}: BootstrapObject): string => `${groupResourceName(resource)}/${objectKey(object)}`
