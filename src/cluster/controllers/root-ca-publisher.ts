import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap, Namespace} from '../../api/kinds.ts'
import {isAlreadyExists} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {createController, watch} from '../runtime/controller.ts'
import {createObjectClient} from '../runtime/object-client.ts'
import {isNamespaceTerminating} from './error-text.ts'

const name = 'kube-root-ca.crt'
const annotation = 'kubernetes.io/description'
const description =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** Where a cluster keeps the certificate of the authority that signed its API server's. */
const source = 'kube-system/extension-apiserver-authentication'

/** Puts the cluster's root certificate into every namespace, where pods mount it. */
export function createRootCaPublisher(context: ComponentContext): Component {
  const namespaces = context.informers.informer<Namespace>(builtin.namespaces)
  const configMaps = context.informers.informer<ConfigMap>(builtin.configMaps)
  const objects = createObjectClient(context)

  const reconcile = async (namespace: string): Promise<undefined> => {
    const certificate = configMaps.get(source)?.data?.['client-ca-file']
    const phase = namespaces.get(namespace)?.status?.phase
    if (certificate === undefined || phase === undefined || phase === 'Terminating') return
    const data = {'ca.crt': certificate}
    const existing = configMaps.get(`${namespace}/${name}`)
    if (!existing) return create(namespace, data)
    if (existing.data?.['ca.crt'] === certificate && existing.metadata.annotations?.[annotation]) return
    const annotations = {...existing.metadata.annotations, [annotation]: description}
    await objects.update(builtin.configMaps, {...existing, metadata: {...existing.metadata, annotations}, data})
  }

  const create = async (namespace: string, data: Record<string, string>): Promise<undefined> => {
    const metadata = {name, namespace, annotations: {[annotation]: description}}
    try {
      await objects.create(builtin.configMaps, {apiVersion: 'v1', kind: 'ConfigMap', metadata, data})
    } catch (error) {
      if (!isAlreadyExists(error) && !isNamespaceTerminating(error)) throw error
    }
  }

  const namespacesOf = ({metadata}: ConfigMap): string[] => {
    if (metadata.name === name) return [metadata.namespace!]
    const isSource = `${metadata.namespace}/${metadata.name}` === source
    return isSource ? [...namespaces.list()].map(namespace => namespace.metadata.name!) : []
  }

  return createController(context, {
    name: 'root-ca-certificate-publisher-controller',
    queue: 'root_ca_cert_publisher',
    watches: [watch(namespaces, namespace => [namespace.metadata.name!]), watch(configMaps, namespacesOf)],
    reconcile,
  })
}
