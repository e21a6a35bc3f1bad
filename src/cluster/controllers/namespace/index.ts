import {builtin} from '../../../api/builtin-resources.ts'
import type {Namespace, Pod} from '../../../api/kinds.ts'
import {isConflict, isNotFound} from '../../../api/status-error.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {namespaceConditions} from './conditions.ts'
import {deleteContent} from './delete-content.ts'

const lookAgain = 1000

/** Empties namespaces that are being deleted, pods first, and lets them go when nothing is left. */
export function createNamespaceController(context: ComponentContext): Component {
  const {client, clock, informers} = context
  const namespaces = informers.informer<Namespace>(builtin.namespaces)
  const pods = informers.informer<Pod>(builtin.pods)
  const objects = createObjectClient(context)

  const reconcile = async (name: string): Promise<ReconcileResult | undefined> => {
    const namespace = namespaces.get(name)
    if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.length) return
    const remaining = await deleteContent(client, name)
    if (remaining.length === 0) return finalize(namespace)
    const conditions = namespaceConditions(namespace.status?.conditions, remaining, clock.now())
    if (conditions || namespace.status?.phase !== 'Terminating')
      await objects.updateStatus(builtin.namespaces, {
        ...namespace,
        status: {...namespace.status, phase: 'Terminating', ...(conditions && {conditions})},
      })
    return {requeueAfter: lookAgain}
  }

  const finalize = async (namespace: Namespace): Promise<undefined> => {
    const finalizers = (namespace.spec?.finalizers ?? []).filter(finalizer => finalizer !== 'kubernetes')
    const path = {...builtin.namespaces, name: namespace.metadata.name, subresource: 'finalize'}
    try {
      await client.update(path, {...namespace, spec: {...namespace.spec, finalizers}})
    } catch (error) {
      if (isConflict(error) || !isNotFound(error)) throw error
    }
  }

  return createController(context, {
    name: 'namespace-controller',
    queue: 'namespace',
    watches: [
      watch(namespaces, namespace => [namespace.metadata.name!]),
      watch(pods, ({metadata}) =>
        namespaces.get(metadata.namespace!)?.metadata.deletionTimestamp &&
        !pods.get(`${metadata.namespace}/${metadata.name}`)
          ? [metadata.namespace!]
          : [],
      ),
    ],
    reconcile,
  })
}
