import type {EndpointSlice, Service} from '../../../api/kinds.ts'
import type {NetworkPeer, Protocol} from '../../containers/pod-network.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {ServicePort} from './index.ts'
import {hostPorts, type Sources} from './sources.ts'

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

  /** 'refused' if nothing stands behind what is asked for, undefined if it is nobody's. */
  route(
    {ip, port, protocol}: Destination & {protocol: Protocol},
    peer: NetworkPeer,
  ): Destination | 'refused' | undefined {
    const {services, nodes} = this.sources
    const [service] = services.byIndex('address', ip)
    if (service) {
      const servicePort = service.spec?.ports?.find(each => each.port === port && isOf(each, protocol))
      return servicePort ? this.choose(service, servicePort, peer) : 'refused'
    }
    const loopback = ip.startsWith('127.')
    const [node] = nodes.byIndex('address', loopback ? peer.ip : ip)
    if (!node) return undefined
    for (const published of services.byIndex('nodePort', String(port))) {
      const servicePort = published.spec?.ports?.find(each => each.nodePort === port && isOf(each, protocol))
      if (servicePort) return this.choose(published, servicePort, peer)
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

  private choose(service: Service, port: ServicePort, peer: NetworkPeer): Destination | 'refused' {
    const targets = this.targets(service, port)
    if (targets.length === 0) return 'refused'
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

  /** The ready endpoints; where there are none, those that still serve on their way out. */
  private targets(service: Service, port: ServicePort): Destination[] {
    const slices = [...this.sources.slices.byIndex('service', `${service.metadata.namespace}/${service.metadata.name}`)]
    const ready = destinations(slices, port, ({ready}) => ready !== false)
    return ready.length > 0 ? ready : destinations(slices, port, ({serving, terminating}) => !!serving && !!terminating)
  }
}

type Conditions = NonNullable<NonNullable<EndpointSlice['endpoints']>[number]['conditions']>

function destinations(
  slices: readonly EndpointSlice[],
  port: ServicePort,
  wanted: (conditions: Conditions) => boolean,
): Destination[] {
  return slices.flatMap(slice => {
    const open = slice.ports?.find(({name}) => (name ?? '') === (port.name ?? ''))?.port
    if (open === undefined) return []
    return (slice.endpoints ?? [])
      .filter(({conditions}) => wanted(conditions ?? {}))
      .flatMap(({addresses}) => addresses.slice(0, 1).map(ip => ({ip, port: open})))
  })
}

const isOf = ({protocol = 'TCP'}: {protocol?: string}, wanted: Protocol): boolean => protocol === wanted

const isOver = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed'
