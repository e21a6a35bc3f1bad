/**
 * The objects of a fresh cluster, as kubeadm would leave it: namespaces, the service `kubernetes`, priorities, the default StorageClass, DNS, kube-proxy and
 * metrics. What is on nodes' disks is in node-files/.
 */
import {builtin} from '../../api/builtin-resources.ts'
import type {ServiceCIDR} from '../../api/kinds.ts'
import {isAlreadyExists, isNotFound} from '../../api/status-error.ts'
import type {Client, ResourcePath} from '../../client/client.ts'
import {type BootstrapObject, type BootstrapOptions, madeBy} from './bootstrap-object.ts'
import {cloudControllerManager} from './cloud-controller-manager.ts'
import {coreDns} from './core-dns.ts'
import {flowControl} from './flow-control/index.ts'
import {kubeProxy} from './kube-proxy.ts'
import {kubeadm} from './kubeadm.ts'
import {kubernetesService} from './kubernetes-service.ts'
import {metricsServer} from './metrics-server.ts'
import {namespaces} from './namespaces.ts'
import {priorityClasses} from './priority-classes.ts'
import {defaultServiceCidr, markDefaultServiceCidr} from './service-network/index.ts'
import {storageClass} from './storage-class.ts'

export {type BootstrapOptions, clusterDns, kubernetesServiceIp} from './bootstrap-object.ts'
export {createControlPlaneMarker} from './control-plane-marker.ts'
export {createFlowControlKeeper, createFlowSchemaStatus} from './flow-control/index.ts'
export {createIdentityLease} from './identity-lease.ts'
export {createLeaderLease} from './leader-lease.ts'
export {controlPlaneManifests} from './node-files/manifests.ts'
export {createDefaultServiceCidr, createServiceAddressRepair} from './service-network/index.ts'
export {createSystemObjectsKeeper} from './system-objects-keeper.ts'

/** Says that a cluster has been through this: it is written last. */
const marker = {...builtin.configMaps, namespace: 'kube-system', name: 'kubeadm-config'}

/** Creates what a fresh cluster has; what a cluster's users have since changed or deleted stays so. */
export async function bootstrap(client: Client, options: BootstrapOptions): Promise<void> {
  if (await exists(client, marker)) return
  await createAll(client, [
    ...madeBy('kube-apiserver', [...namespaces(), ...priorityClasses(), defaultServiceCidr()]),
    ...madeBy('api-priority-and-fairness-config-producer-v1', flowControl()),
    ...madeBy('kubectl-create', [storageClass()]),
  ])
  const network = await client.get<ServiceCIDR>({...builtin.serviceCidrs, name: 'kubernetes'})
  await markDefaultServiceCidr(client, network, Date.parse(String(network.metadata.creationTimestamp)))
  const objects = [
    ...madeBy('kube-apiserver', kubernetesService(options)),
    ...kubeadm(options),
    ...kubeProxy(options),
    ...coreDns(),
    ...madeBy('kubectl-create', [...metricsServer(), ...cloudControllerManager(options)]),
  ]
  const last = ({object}: BootstrapObject): boolean =>
    object.kind === 'ConfigMap' && object.metadata.name === marker.name
  await createAll(
    client,
    objects.filter(object => !last(object)),
  )
  await createAll(client, objects.filter(last))
}

async function exists(client: Client, path: ResourcePath): Promise<boolean> {
  try {
    await client.get(path)
    return true
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

/** All at once, so that the store can write them as one; what is there already, in a snapshot from elsewhere, stays. */
const createAll = (client: Client, objects: readonly BootstrapObject[]): Promise<unknown> =>
  Promise.all(
    objects.map(async ({resource, object, fieldManager = 'kubeadm'}) => {
      const {namespace, name} = object.metadata
      try {
        await client.create({...resource, namespace}, object, {fieldManager})
      } catch (error) {
        if (!isAlreadyExists(error) && !(await exists(client, {...resource, namespace, name}))) throw error
      }
    }),
  )
