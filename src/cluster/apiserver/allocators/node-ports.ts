import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import {internalError, StatusError} from '../../../api/status-error.ts'
import type {Allocations} from './allocations.ts'
import type {NumberPool} from './number-pool.ts'
import {mayHaveNodePorts, needsHealthCheckPort, needsNodePorts, type ServiceSpec} from './service-needs.ts'

/** Below the first port that a dry run shows. */
const beforeDryRun = 32_768

export interface NodePortOptions {
  pool: NumberPool
  range: {first: number; last: number}
  refuse(errors: FieldError[]): StatusError
}

/** Gives a service the node ports that it asks for or needs. What a dry run shows is only an example. */
export class NodePorts {
  private readonly options: NodePortOptions
  private readonly taken: Allocations

  constructor(options: NodePortOptions, taken: Allocations) {
    this.options = options
    this.taken = taken
  }

  give(spec: ServiceSpec, before: ServiceSpec | undefined): void {
    if (mayHaveNodePorts(spec)) {
      if (before) this.change(spec, before)
      else this.begin(spec)
    }
    if (needsHealthCheckPort(spec) && !(before && needsHealthCheckPort(before))) this.giveHealthCheck(spec)
  }

  /** Ports of one number, of different protocols, share a node port. */
  private begin(spec: ServiceSpec): void {
    const given = new Map<number, number>()
    for (const [index, port] of (spec.ports ?? []).entries()) {
      if (!port.nodePort && !needsNodePorts(spec)) continue
      const sibling = given.get(port.port)
      if (sibling === undefined) {
        const wanted = spec.ports?.find(other => other.port === port.port && other.nodePort)?.nodePort
        if (wanted) this.takeFor(index, wanted)
        port.nodePort = wanted ?? this.next()
        given.set(port.port, port.nodePort)
      } else if (!port.nodePort) port.nodePort = sibling
      else if (port.nodePort !== sibling) this.takeFor(index, port.nodePort)
    }
  }

  private change(spec: ServiceSpec, before: ServiceSpec): void {
    const held = new Set((before.ports ?? []).map(({nodePort}) => nodePort).filter(Boolean))
    const seen = new Set<string>()
    for (const [index, port] of (spec.ports ?? []).entries()) {
      if (!port.nodePort && !needsNodePorts(spec)) continue
      if (!port.nodePort) port.nodePort = this.next()
      else if (!held.has(port.nodePort)) {
        this.takeFor(index, port.nodePort)
        held.add(port.nodePort)
      }
      const key = `{${port.protocol} ${port.nodePort}}`
      if (seen.has(key)) throw new StatusError({message: `duplicate nodePort: ${key}`, code: 500})
      seen.add(key)
    }
  }

  private giveHealthCheck(spec: ServiceSpec): void {
    if (!spec.healthCheckNodePort) {
      spec.healthCheckNodePort = this.next()
      return
    }
    const problem = this.take(spec.healthCheckNodePort)
    if (problem)
      throw internalError(`failed to allocate requested HealthCheck NodePort ${spec.healthCheckNodePort}: ${problem}`)
  }

  private takeFor(index: number, port: number): void {
    const problem = this.take(port)
    if (problem) throw this.options.refuse([invalidValue(`spec.ports[${index}].nodePort`, port, problem)])
  }

  private take(port: number): string | undefined {
    const {pool, range} = this.options
    if (pool.isTaken(port) || this.taken.ports.includes(port)) return 'provided port is already allocated'
    if (!this.taken.dryRun && !pool.holds(port))
      return `provided port is not in the valid range. The range of valid ports is ${range.first}-${range.last}`
    this.taken.port(port, true)
    return undefined
  }

  private next(): number {
    const {pool} = this.options
    const port = this.taken.dryRun
      ? Math.max(...[0, ...this.taken.ports], this.taken.ports.length ? 0 : beforeDryRun) + 1
      : pool.next()
    if (port === undefined) throw internalError('failed to allocate a nodePort: range is full')
    this.taken.port(port, false)
    return port
  }
}
