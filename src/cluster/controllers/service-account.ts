import {builtin} from '../../api/builtin-resources.ts'
import type {Namespace, ServiceAccount} from '../../api/kinds.ts'
import {isAlreadyExists} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import {isNamespaceTerminating} from './error-text.ts'

/** Gives every namespace its `default` ServiceAccount. */
export function createServiceAccountController(context: ComponentContext): Component {
  const namespaces = context.informers.informer<Namespace>(builtin.namespaces)
  const accounts = context.informers.informer<ServiceAccount>(builtin.serviceAccounts)
  const objects = createObjectClient(context)

  const reconcile = async (name: string): Promise<undefined> => {
    const namespace = namespaces.get(name)
    if (!namespace || namespace.status?.phase === 'Terminating' || accounts.get(`${name}/default`)) return
    const metadata = {name: 'default', namespace: name}
    try {
      await objects.create(builtin.serviceAccounts, {apiVersion: 'v1', kind: 'ServiceAccount', metadata})
    } catch (error) {
      if (!isAlreadyExists(error) && !isNamespaceTerminating(error)) throw error
    }
  }

  return createController(context, {
    name: 'serviceaccount-controller',
    queue: 'serviceaccount',
    watches: [
      watch(namespaces, namespace => [namespace.metadata.name!]),
      watch(accounts, ({metadata}) => (metadata.name === 'default' ? [metadata.namespace!] : [])),
    ],
    reconcile,
  })
}
