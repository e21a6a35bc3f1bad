import type {EndpointSlice, Service} from '../../../api/kinds.ts'
import type {NetworkPeer, Protocol} from '../../containers/pod-network.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {ServicePort} from './index.ts'
import {hostPorts, type Sources} from './sources.ts'
import {clusterEndpoints, endpointsOf, localEndpoints, type ProxyNode} from './usable-endpoints.ts'

export interface Destination {
  ip: string
  port: number
}

/** Endpoints that clients keep, by service, port and client, and when they were last used. */
interface Kept {
  target: Destination
  at: number
}

/** Three hours, in seconds: how long a client keeps its endpoint where the Service says nothing else. */
const defaultAffinity = 10_800

/** Where kube-proxy sends connections: from a virtual address, or a node's port, to a ready endpoint. */
export class ServiceRoutes {
  private readonly sources: Sources
  private readonly clock: Clock
  private readonly kept = new Map<string, Kept>()
  private turn = 0

  constructor(sources: Sources, clock: Clock) {
    this.sources = sources
    this.clock = clock
  }

  /**
   * 'refused' if nothing stands behind what is asked for, 'timeout' if something does but not on the node that must serve it, undefined if it is nobody's.
   * Pods' own traffic to a service's outer addresses, and to ports of their own node, counts as the cluster's.
   */
  route(
    {ip, port, protocol}: Destination & {protocol: Protocol},
    peer: NetworkPeer,
  ): Destination | 'refused' | 'timeout' | undefined {
    const {services, nodes} = this.sources
    const service = [...services.byIndex('address', ip)].find(isProxied)
    if (service) {
      const servicePort = service.spec?.ports?.find(each => each.port === port && isOf(each, protocol))
      const isInner = service.spec?.clusterIPs?.includes(ip) ?? service.spec?.clusterIP === ip
      const isLocal = isInner && service.spec?.internalTrafficPolicy === 'Local'
      return servicePort ? this.choose(service, servicePort, {peer, isLocal, node: peer.node}) : 'refused'
    }
    const loopback = ip.startsWith('127.')
    const [node] = nodes.byIndex('address', loopback ? peer.ip : ip)
    if (!node) return undefined
    for (const published of services.byIndex('nodePort', String(port))) {
      const servicePort = published.spec?.ports?.find(each => each.nodePort === port && isOf(each, protocol))
      if (!servicePort || !isProxied(published)) continue
      const name = node.metadata.name!
      const isLocal = published.spec?.externalTrafficPolicy === 'Local' && peer.node !== name
      return this.choose(published, servicePort, {peer, isLocal, node: name})
    }
    return this.onHost({ip, port, protocol}, node.metadata.name!) ?? 'refused'
  }

  /** The pod of a node that is published on a port of the node. */
  private onHost({ip, port, protocol}: Destination & {protocol: Protocol}, node: string): Destination | undefined {
    for (const pod of this.sources.pods.byIndex('hostPort', String(port))) {
      const podIP = pod.status?.podIP
      if (pod.spec?.nodeName !== node || !podIP || isOver(pod.status?.phase)) continue
      const found = hostPorts(pod.spec.containers).find(
        each =>
          each.hostPort === port &&
          isOf(each, protocol) &&
          (!each.hostIP || each.hostIP === '0.0.0.0' || each.hostIP === ip),
      )
      if (found) return {ip: podIP, port: found.containerPort}
    }
    return undefined
  }

  private choose(
    service: Service,
    port: ServicePort,
    {peer, isLocal, node}: {peer: NetworkPeer; isLocal: boolean; node: string},
  ): Destination | 'refused' | 'timeout' {
    const proxy = this.proxyOf(node)
    const all = endpointsOf(this.slicesOf(service), port)
    const targets = isLocal ? localEndpoints(all, proxy) : clusterEndpoints(all, proxy)
    if (targets.length === 0) return clusterEndpoints(all, proxy).length > 0 ? 'timeout' : 'refused'
    this.turn += 1
    const next = targets[this.turn % targets.length]!
    if (service.spec?.sessionAffinity !== 'ClientIP') return next
    const key = `${service.metadata.uid}/${port.port}/${port.protocol}/${peer.ip}`
    const timeout = (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? defaultAffinity) * 1000
    const before = this.kept.get(key)
    const now = this.clock.now()
    const stays =
      before &&
      now - before.at < timeout &&
      targets.find(({ip, port: open}) => ip === before.target.ip && open === before.target.port)
    const target = stays || next
    this.kept.set(key, {target, at: now})
    return target
  }

  private proxyOf(name: string): ProxyNode {
    const zone = this.sources.nodes.get(name)?.metadata.labels?.['topology.kubernetes.io/zone']
    return {name, ...(zone && {zone})}
  }

  private slicesOf({metadata}: Service): EndpointSlice[] {
    return [...this.sources.slices.byIndex('service', `${metadata.namespace}/${metadata.name}`)]
  }
}

/** Services that say so are some other proxy's, or nobody's. */
const isProxied = ({metadata}: Service): boolean =>
  metadata.labels?.['service.kubernetes.io/service-proxy-name'] === undefined &&
  metadata.labels?.['service.kubernetes.io/headless'] === undefined

const isOf = ({protocol = 'TCP'}: {protocol?: string}, wanted: Protocol): boolean => protocol === wanted

const isOver = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed'
