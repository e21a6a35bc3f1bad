import type {Service} from '../../../api/kinds.ts'
import type {NodeAnswer} from '../../containers/pod-network.ts'
import type {Sources} from './sources.ts'

/**
 * What a node's kube-proxy answers on a service's health check port: whether it has endpoints of its own that are ready, so that a load balancer
 * sends it what must stay local.
 */
export function healthCheck({services, slices, nodes}: Sources, ip: string, port: number): NodeAnswer | undefined {
  const [node] = nodes.byIndex('address', ip)
  const [service] = node ? services.byIndex('healthCheckPort', String(port)) : []
  if (!node || !service) return undefined
  const {namespace, name} = service.metadata
  const local = new Set<string>()
  for (const {endpoints} of slices.byIndex('service', `${namespace}/${name}`))
    for (const {addresses, conditions, nodeName} of endpoints ?? [])
      if (nodeName === node.metadata.name && conditions?.ready !== false) local.add(addresses[0]!)
  return {
    status: local.size > 0 ? 200 : 503,
    headers: {
      'Content-Type': 'application/json',
      'X-Content-Type-Options': 'nosniff',
      'X-Load-Balancing-Endpoint-Weight': String(local.size),
    },
    body: `{\n\t"service": {\n\t\t"namespace": ${JSON.stringify(namespace)},\n\t\t"name": ${JSON.stringify(name)}\n\t},\n\t"localEndpoints": ${local.size},\n\t"serviceProxyHealthy": true\n}`,
  }
}

/** The port of a service on which each node tells it, if it has one. */
export const healthCheckPorts = ({spec}: Service): string[] =>
  spec?.healthCheckNodePort && spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'
    ? [String(spec.healthCheckNodePort)]
    : []
