import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import type {Service} from '../../../api/kinds.ts'
import {internalError, invalid} from '../../../api/status-error.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'
import type {Random} from '../../runtime/random.ts'
import {type AllocatorMetrics, allocatorMetrics} from '../metrics/allocator-metrics.ts'
import {Allocations} from './allocations.ts'
import {carryOver} from './carry-over.ts'
import {initIpFamilies} from './ip-families.ts'
import {ipv4Network, ipv4Number, ipv4Text} from './ipv4.ts'
import {NodePorts} from './node-ports.ts'
import {NumberPool, reservedPart} from './number-pool.ts'
import {isHeadless, needsClusterIp, type ServiceSpec} from './service-needs.ts'

/** The IPAddress objects, which say who holds an address. */
export interface AddressObjects {
  exists(ip: string): Promise<boolean>
  create(ip: string, service: Service): Promise<void>
  remove(ip: string): Promise<void>
}

export interface ServiceAllocatorOptions {
  random: Random
  /** The services that there are; their allocations are taken before the first new one is made. */
  services(): Promise<readonly Service[]>
  /** Absent: addresses have no objects. */
  addressObjects?: AddressObjects
  /** Networks that services may have addresses from besides their own: those of the ServiceCIDRs that are ready. */
  moreNetworks?(): Promise<readonly string[]>
  network?: string
  ports?: {first: number; last: number}
  metrics?: Metrics
}

/** How much of the ranges is taken. */
export interface AllocatorState {
  network: string
  addresses: {taken: number; free: number}
  ports: {taken: number; free: number}
}

type Finish = (stored: boolean) => Promise<void>

/**
 * Gives services their cluster IPs and node ports. The pools are what the stored services hold, so that a crash loses and leaks nothing. A dry
 * run shows what an allocation looks like and takes nothing.
 */
export class ServiceAllocator {
  private readonly options: ServiceAllocatorOptions
  private readonly network: string
  private readonly portRange: {first: number; last: number}
  private readonly addresses: NumberPool
  private readonly ports: NumberPool
  private loaded?: Promise<void>
  private known = false
  private readonly metrics: AllocatorMetrics | undefined

  constructor(options: ServiceAllocatorOptions) {
    const {random, network = '10.96.0.0/12', ports = {first: 30_000, last: 32_767}} = options
    this.options = options
    this.network = network
    this.portRange = ports
    this.addresses = addressPool(network, random)
    const count = ports.last - ports.first + 1
    this.ports = new NumberPool({first: ports.first, size: count, reserved: reservedPart(count, 32, 128), random})
    this.metrics = options.metrics && allocatorMetrics(options.metrics, network, () => this.state())
  }

  /** How much of each range is taken; undefined until that is known. */
  private state(): AllocatorState | undefined {
    if (!this.known) {
      this.loaded ??= this.load()
      // The next allocation hears of it.
      this.loaded.catch(() => undefined)
      return undefined
    }
    return {network: this.network, addresses: this.addresses.state, ports: this.ports.state}
  }

  /** Completes a draft with allocations; what it returns settles them once it is known whether the draft was stored. */
  async allocate(draft: Service, old: Service | undefined, {dryRun}: {dryRun: boolean}): Promise<Finish> {
    this.loaded ??= this.load()
    await this.loaded
    const spec = draft.spec
    if (!spec) return async () => undefined
    const before = old?.spec
    if (before) carryOver(spec, before)
    const taken = new Allocations({address: this.addresses, port: this.ports}, dryRun, this.metrics)
    try {
      if (before || !spec.clusterIPs?.length) spec.clusterIPs ??= spec.clusterIP ? [spec.clusterIP] : undefined
      if (spec.clusterIPs === undefined) delete spec.clusterIPs
      const errors = initIpFamilies(spec, before)
      if (errors.length > 0) throw failure(draft, errors)
      if (needsClusterIp(spec) && !isHeadless(spec)) await this.giveAddress(draft, before, taken)
      const refuse = (found: FieldError[]) => failure(draft, found)
      new NodePorts({pool: this.ports, range: this.portRange, refuse}, taken).give(spec, before)
    } catch (error) {
      taken.settle(false)
      throw error
    }
    return async stored => {
      const kept = stored && !dryRun
      taken.settle(kept)
      if (!kept) return
      for (const number of taken.addresses.splice(0)) await this.options.addressObjects?.create(ipv4Text(number), draft)
      if (before) await this.releaseUnused(before, spec)
    }
  }

  /** Takes back what a deleted service held. */
  async release({spec}: Service): Promise<void> {
    if (spec) await this.releaseUnused(spec, {})
  }

  private async load(): Promise<void> {
    for (const {spec} of await this.options.services()) {
      for (const ip of addressesOf(spec)) this.addresses.take(ip)
      for (const port of portsOf(spec)) this.ports.take(port)
    }
    this.known = true
  }

  private async giveAddress(draft: Service, before: ServiceSpec | undefined, taken: Allocations): Promise<void> {
    const spec = draft.spec!
    const held = new Set(addressesOf(before))
    for (const text of spec.clusterIPs ?? []) {
      const number = ipv4Number(text)
      if (number === undefined || held.has(number)) continue
      const problem = await this.problem(number, taken.dryRun)
      if (problem)
        throw failure(draft, [
          invalidValue('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${text}: ${problem}`),
        ])
      taken.address(number, true)
    }
    if (spec.clusterIPs?.length) return
    const number = taken.dryRun ? ipv4Network(this.network).first : await this.next()
    if (number === undefined) throw internalError('failed to allocate a serviceIP: range is full')
    taken.address(number, false)
    spec.clusterIP = ipv4Text(number)
    spec.clusterIPs = [spec.clusterIP]
  }

  /** Why an address cannot be had; a dry run only looks whether it is in the range. */
  private async problem(number: number, dryRun: boolean): Promise<string | undefined> {
    const ip = ipv4Text(number)
    if (!this.addresses.holds(number)) {
      if (dryRun) return `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${this.network}`
      const others = await this.options.moreNetworks?.()
      if (!others?.some(network => addressPool(network, this.options.random).holds(number)))
        return 'the provided network does not match the current range'
    }
    if (dryRun) return undefined
    const taken = this.addresses.isTaken(number) || (await this.options.addressObjects?.exists(ip))
    return taken ? 'provided IP is already allocated' : undefined
  }

  /** Some address that nobody holds: of the cluster's own network, or of one that was added when that is full. */
  private async next(): Promise<number | undefined> {
    for (;;) {
      const number = this.addresses.next()
      if (number === undefined) break
      if (!(await this.options.addressObjects?.exists(ipv4Text(number)))) return number
      this.addresses.take(number)
    }
    for (const network of (await this.options.moreNetworks?.()) ?? []) {
      const {first, size} = ipv4Network(network)
      for (let number = first + 1; number < first + size - 1; number += 1)
        if (!(await this.problem(number, false))) return number
    }
    return undefined
  }

  private async releaseUnused(before: ServiceSpec, after: ServiceSpec): Promise<void> {
    const addresses = new Set(addressesOf(after))
    const ports = new Set(portsOf(after))
    for (const port of portsOf(before)) if (!ports.has(port)) this.ports.give(port)
    for (const number of addressesOf(before)) {
      if (addresses.has(number)) continue
      this.addresses.give(number)
      await this.options.addressObjects?.remove(ipv4Text(number))
    }
  }
}

/** The addresses of a network but the first and the last; the lower ones are left to those who ask for a certain one. */
function addressPool(network: string, random: Random): NumberPool {
  const {first, size} = ipv4Network(network)
  return new NumberPool({first: first + 1, size: size - 2, reserved: reservedPart(size - 2, 16, 256), random})
}

const failure = (draft: Service, errors: FieldError[]) =>
  invalid({group: '', kind: 'Service'}, draft.metadata.name ?? '', errors)

const addressesOf = (spec: ServiceSpec | undefined): number[] =>
  (spec?.clusterIPs ?? []).map(ipv4Number).filter(number => number !== undefined)

const portsOf = (spec: ServiceSpec | undefined): number[] =>
  [...(spec?.ports ?? []).map(port => port.nodePort), spec?.healthCheckNodePort].filter(port => port !== undefined)
