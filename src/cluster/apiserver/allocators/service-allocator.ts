import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import type {Service} from '../../../api/kinds.ts'
import {internalError, invalid} from '../../../api/status-error.ts'
import type {Random} from '../../runtime/random.ts'
import {carryOver} from './carry-over.ts'
import {ipv4Network, ipv4Number, ipv4Text} from './ipv4.ts'
import {NumberPool, reservedPart} from './number-pool.ts'
import {isHeadless, needsClusterIp, needsHealthCheckPort, needsNodePorts, type ServiceSpec} from './service-needs.ts'

export interface ServiceAllocatorOptions {
  random: Random
  /** The services that there are; their allocations are taken before the first new one is made. */
  services(): Promise<readonly Service[]>
  network?: string
  ports?: {first: number; last: number}
}

type Finish = (stored: boolean) => void

const allocated = 'provided IP is already allocated'

/**
 * Gives services their cluster IPs and node ports. The pools are what the stored services hold, so that a crash loses and leaks nothing. A dry
 * run shows what could be had and takes nothing.
 */
export class ServiceAllocator {
  private readonly network: string
  private readonly portRange: {first: number; last: number}
  private readonly addresses: NumberPool
  private readonly ports: NumberPool
  private readonly services: ServiceAllocatorOptions['services']
  private loaded?: Promise<void>

  constructor({
    random,
    services,
    network = '10.96.0.0/12',
    ports = {first: 30_000, last: 32_767},
  }: ServiceAllocatorOptions) {
    this.services = services
    this.network = network
    this.portRange = ports
    const {first, size} = ipv4Network(network)
    this.addresses = new NumberPool({
      first: first + 1,
      size: size - 2,
      reserved: reservedPart(size - 2, 16, 256),
      random,
    })
    const count = ports.last - ports.first + 1
    this.ports = new NumberPool({first: ports.first, size: count, reserved: reservedPart(count, 32, 128), random})
  }

  /** Completes a draft with allocations; what it returns settles them once it is known whether the draft was stored. */
  async allocate(draft: Service, old: Service | undefined, {dryRun}: {dryRun: boolean}): Promise<Finish> {
    this.loaded ??= this.load()
    await this.loaded
    const spec = draft.spec
    if (!spec) return () => undefined
    const before = old?.spec
    if (before) carryOver(spec, before)
    const taken = new Allocations(this.addresses, this.ports, dryRun)
    try {
      if (before || !spec.clusterIPs?.length) spec.clusterIPs ??= spec.clusterIP ? [spec.clusterIP] : undefined
      if (spec.clusterIPs === undefined) delete spec.clusterIPs
      if (needsClusterIp(spec)) this.giveAddress(draft, before, taken)
      this.givePorts(draft, before, taken)
    } catch (error) {
      taken.settle(false)
      throw error
    }
    return stored => {
      taken.settle(stored && !dryRun)
      if (stored && !dryRun && before) this.releaseUnused(before, spec)
    }
  }

  /** Takes back what a deleted service held. */
  release({spec}: Service): void {
    if (spec) this.releaseUnused(spec, {})
  }

  private async load(): Promise<void> {
    for (const {spec} of await this.services()) {
      for (const ip of addressesOf(spec)) this.addresses.take(ip)
      for (const port of portsOf(spec)) this.ports.take(port)
    }
  }

  private giveAddress(draft: Service, before: ServiceSpec | undefined, taken: Allocations): void {
    const spec = draft.spec!
    this.setFamilies(draft)
    if (isHeadless(spec)) {
      spec.clusterIPs ??= ['None']
      return
    }
    const held = new Set(addressesOf(before))
    for (const [index, text] of (spec.clusterIPs ?? []).entries()) {
      const number = ipv4Number(text)
      if (number === undefined || held.has(number)) continue
      const refuse = (why: string) =>
        failure(draft, [invalidValue('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${text}: ${why}`)])
      if (index === 0 && !this.addresses.holds(number))
        throw refuse(`the provided IP (${text}) is not in the valid range. The range of valid IPs is ${this.network}`)
      if (this.addresses.isTaken(number)) throw refuse(allocated)
      taken.address(number)
    }
    if (spec.clusterIPs?.length) return
    const number = this.addresses.next()
    if (number === undefined) throw internalError('failed to allocate a serviceIP: range is full')
    taken.address(number)
    spec.clusterIP = ipv4Text(number)
    spec.clusterIPs = [spec.clusterIP]
  }

  /** This cluster's services speak IPv4; only headless ones without a selector may speak anything. */
  private setFamilies(draft: Service): void {
    const spec = draft.spec!
    const unconfigured = (spec.ipFamilies ?? []).indexOf('IPv6')
    const free = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0
    if (unconfigured >= 0 && !free)
      throw failure(draft, [invalidValue(`spec.ipFamilies[${unconfigured}]`, 'IPv6', 'not configured on this cluster')])
    if (free) {
      spec.ipFamilyPolicy ??= 'RequireDualStack'
      if (!spec.ipFamilies?.length)
        spec.ipFamilies = spec.ipFamilyPolicy === 'SingleStack' ? ['IPv4'] : ['IPv4', 'IPv6']
      return
    }
    spec.ipFamilyPolicy ??= 'SingleStack'
    if (!spec.ipFamilies?.length) spec.ipFamilies = ['IPv4']
  }

  private givePorts(draft: Service, before: ServiceSpec | undefined, taken: Allocations): void {
    const spec = draft.spec!
    const held = new Set(portsOf(before))
    const own = new Map<number, string>()
    for (const [index, port] of (spec.ports ?? []).entries()) {
      if (!port.nodePort) continue
      const protocol = port.protocol ?? 'TCP'
      const shared = own.has(port.nodePort) && own.get(port.nodePort) !== protocol
      if (!held.has(port.nodePort) && !shared)
        this.takePort(draft, `spec.ports[${index}].nodePort`, port.nodePort, taken)
      own.set(port.nodePort, protocol)
    }
    if (needsNodePorts(spec))
      for (const port of spec.ports ?? []) {
        if (port.nodePort) continue
        const other = (spec.ports ?? []).find(
          item => item !== port && item.nodePort && item.port === port.port && item.protocol !== port.protocol,
        )
        port.nodePort = other?.nodePort ?? this.freePort(taken)
      }
    if (!needsHealthCheckPort(spec)) return
    if (!spec.healthCheckNodePort) spec.healthCheckNodePort = this.freePort(taken)
    else if (!held.has(spec.healthCheckNodePort))
      this.takePort(draft, 'spec.healthCheckNodePort', spec.healthCheckNodePort, taken)
  }

  private takePort(draft: Service, field: string, port: number, taken: Allocations): void {
    const {first, last} = this.portRange
    const refuse = (why: string) => failure(draft, [invalidValue(field, port, why)])
    if (this.ports.isTaken(port)) throw refuse('provided port is already allocated')
    if (!taken.dryRun && !this.ports.holds(port))
      throw refuse(`provided port is not in the valid range. The range of valid ports is ${first}-${last}`)
    taken.port(port)
  }

  private freePort(taken: Allocations): number {
    const port = this.ports.next()
    if (port === undefined) throw internalError('failed to allocate a nodePort: range is full')
    taken.port(port)
    return port
  }

  private releaseUnused(before: ServiceSpec, after: ServiceSpec): void {
    const addresses = new Set(addressesOf(after))
    const ports = new Set(portsOf(after))
    for (const ip of addressesOf(before)) if (!addresses.has(ip)) this.addresses.give(ip)
    for (const port of portsOf(before)) if (!ports.has(port)) this.ports.give(port)
  }
}

/** What one write has taken, until it is known whether it was stored. */
class Allocations {
  readonly dryRun: boolean
  private readonly pools: {address: NumberPool; port: NumberPool}
  private undo: (() => void)[] = []

  constructor(address: NumberPool, port: NumberPool, dryRun: boolean) {
    this.pools = {address, port}
    this.dryRun = dryRun
  }

  address(number: number): void {
    this.take(this.pools.address, number)
  }

  port(number: number): void {
    this.take(this.pools.port, number)
  }

  /** Keeps the allocations or gives them back; only the first call counts. */
  settle(keep: boolean): void {
    if (!keep) for (const undo of this.undo) undo()
    this.undo = []
  }

  private take(pool: NumberPool, number: number): void {
    pool.take(number)
    this.undo.push(() => pool.give(number))
  }
}

const failure = (draft: Service, errors: FieldError[]) =>
  invalid({group: '', kind: 'Service'}, draft.metadata.name ?? '', errors)

const addressesOf = (spec: ServiceSpec | undefined): number[] =>
  (spec?.clusterIPs ?? []).map(ipv4Number).filter(number => number !== undefined)

const portsOf = (spec: ServiceSpec | undefined): number[] =>
  [...(spec?.ports ?? []).map(port => port.nodePort), spec?.healthCheckNodePort].filter(port => port !== undefined)
