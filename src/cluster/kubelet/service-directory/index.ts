import type {Service} from '../../../api/kinds.ts'
import type {NetworkPeer, ServiceDirectory} from '../../containers/pod-network.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {DnsZone} from './dns-zone.ts'
import {healthCheck} from './health-check.ts'
import {ServiceRoutes} from './service-routes.ts'
import {openSources} from './sources.ts'

/** What cluster DNS and kube-proxy make of Services and EndpointSlices, straight from the caches. */
export function createServiceDirectory(context: ComponentContext): ServiceDirectory {
  const sources = openSources(context)
  const zone = new DnsZone(sources)
  const routes = new ServiceRoutes(sources, context.clock)
  return {
    resolve(name, peer) {
      for (const full of candidates(name, peer)) {
        const addresses = zone.addresses(full)
        if (addresses) return {name: full, addresses}
      }
      return undefined
    },
    records: (name, type) => zone.records(name, type),
    health: (ip, port) => healthCheck(sources, ip, port),
    route: (ip, port, peer, protocol) => routes.route({ip, port, protocol}, peer),
  }
}

/** A name with enough dots is tried as it is first, else with the search list. */
function candidates(name: string, {searches}: NetworkPeer): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const dots = name.split('.').length - 1
  const searched = searches.map(search => `${name}.${search}`)
  return dots >= 5 ? [name, ...searched] : [...searched, name]
}

export type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number]
