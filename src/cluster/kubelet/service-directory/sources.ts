import {builtin} from '../../../api/builtin-resources.ts'
import type {EndpointSlice, Node, Pod, Service} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {Informer} from '../../runtime/informer.ts'
import {healthCheckPorts} from './health-check.ts'

/** The caches that tell where names and addresses lead. */
export interface Sources {
  /** Index `address`: by every virtual address; `nodePort`: by the ports they have on nodes; `healthCheckPort`. */
  services: Informer<Service>
  /** Index `service`: by `namespace/name` of their Service; `address`: by the endpoints' addresses. */
  slices: Informer<EndpointSlice>
  /** Index `address`. */
  nodes: Informer<Node>
  /** Index `hostPort`: those that are published on their node, by port. */
  pods: Informer<Pod>
}

/** The objects that service traffic is found by, with their indexes. */
export function openSources({informers}: ComponentContext): Sources {
  const services = informers.informer<Service>(builtin.services)
  const slices = informers.informer<EndpointSlice>({
    group: 'discovery.k8s.io',
    version: 'v1',
    resource: 'endpointslices',
  })
  const nodes = informers.informer<Node>(builtin.nodes)
  const pods = informers.informer<Pod>(builtin.pods)
  services.addIndex('address', virtualAddresses)
  services.addIndex('healthCheckPort', healthCheckPorts)
  services.addIndex('nodePort', ({spec}) =>
    (spec?.ports ?? []).flatMap(({nodePort}) => (nodePort ? [String(nodePort)] : [])),
  )
  slices.addIndex('service', ({metadata}) => [
    `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`,
  ])
  slices.addIndex('address', ({endpoints}) => (endpoints ?? []).flatMap(({addresses}) => addresses))
  nodes.addIndex('address', ({status}) => (status?.addresses ?? []).map(({address}) => address))
  pods.addIndex('hostPort', ({spec}) =>
    spec?.hostNetwork ? [] : hostPorts(spec?.containers ?? []).map(({hostPort}) => String(hostPort)),
  )
  return {services, slices, nodes, pods}
}

function virtualAddresses({spec, status}: Service): string[] {
  const clusterIPs = spec?.clusterIPs ?? (spec?.clusterIP ? [spec.clusterIP] : [])
  const balancers = (status?.loadBalancer?.ingress ?? []).flatMap(({ip}) => (ip ? [ip] : []))
  return [...clusterIPs.filter(ip => ip !== 'None'), ...(spec?.externalIPs ?? []), ...balancers]
}

type Containers = NonNullable<Pod['spec']>['containers']

export const hostPorts = (containers: Containers) =>
  containers.flatMap(({ports = []}) => ports).filter(({hostPort}) => hostPort !== undefined && hostPort > 0)
