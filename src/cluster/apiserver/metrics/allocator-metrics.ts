import type {Metrics, Numbers} from '../../runtime/metrics/metrics.ts'
import type {AllocatorState} from '../allocators/service-allocator.ts'

/** What is counted of addresses and ports that Services get. */
export interface AllocatorMetrics {
  address(asked: boolean): void
  port(asked: boolean): void
}

/** Counts under Kubernetes' names; `state` tells how much of each range is taken. */
export function allocatorMetrics(
  metrics: Metrics,
  cidr: string,
  state: () => AllocatorState | undefined,
): AllocatorMetrics {
  const prefix = 'kube_apiserver_'
  const gauge = (name: string, help: string, read: (state: AllocatorState) => {cidr?: string; value: number}) =>
    metrics.read(`${prefix}${name}`, 'gauge', `[ALPHA] ${help}`, () => {
      const known = state()
      if (!known) return []
      const {cidr, value} = read(known)
      return [{...(cidr && {labels: {cidr}}), value}]
    })
  const of = ({network: cidr}: AllocatorState, value: number) => ({cidr, value})
  gauge('clusterip_allocator_allocated_ips', 'Gauge measuring the number of allocated IPs for Services', one =>
    of(one, one.addresses.taken),
  )
  gauge('clusterip_allocator_available_ips', 'Gauge measuring the number of available IPs for Services', one =>
    of(one, one.addresses.free),
  )
  gauge(
    'nodeport_allocator_allocated_ports',
    'Gauge measuring the number of allocated NodePorts for Services',
    one => ({
      value: one.ports.taken,
    }),
  )
  gauge(
    'nodeport_allocator_available_ports',
    'Gauge measuring the number of available NodePorts for Services',
    one => ({
      value: one.ports.free,
    }),
  )
  const counter = (name: string, help: string): Numbers => metrics.counter(`${prefix}${name}`, `[ALPHA] ${help}`)
  const addresses = counter('clusterip_allocator_allocation_total', 'Number of Cluster IPs allocations')
  const ports = counter('nodeport_allocator_allocation_total', 'Number of NodePort allocations')
  const scope = (asked: boolean): string => (asked ? 'static' : 'dynamic')
  return {
    address: asked => addresses.add({cidr, scope: scope(asked)}),
    port: asked => ports.add({scope: scope(asked)}),
  }
}
