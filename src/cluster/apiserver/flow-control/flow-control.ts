import type {V1FlowSchema, V1PriorityLevelConfiguration} from '@kubernetes/client-node'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {Attributes} from '../auth/interfaces.ts'
import type {ObjectSource} from '../auth/object-source.ts'
import {classify, flowOf, inOrder} from './classify.ts'
import {PriorityLevel, type RejectReason} from './priority-level.ts'

/** kube-apiserver's --max-requests-inflight and --max-mutating-requests-inflight together. */
const totalSeats = 600
/** How long a request may stand in a queue; milliseconds. */
const longestWait = 15_000

const group = 'flowcontrol.apiserver.k8s.io'
const flowSchemas = {group, version: 'v1', resource: 'flowschemas'}
const priorityLevels = {group, version: 'v1', resource: 'prioritylevelconfigurations'}

/** What a request was taken for. */
export interface Ticket {
  schema: string
  schemaUid: string
  level: string
  levelUid: string
}

export type FlowOutcome = {ticket: Ticket; release(): void} | {ticket: Ticket; rejected: RejectReason}

interface Configuration {
  schemas: V1FlowSchema[]
  levels: Map<string, PriorityLevel>
}

/** Lets requests in, each in its turn. */
export class FlowControl {
  /** By `schema|level` and, of those rejected, `|reason`. */
  readonly dispatched = new Map<string, number>()
  readonly rejected = new Map<string, number>()
  private readonly source: ObjectSource
  private readonly time: TimeSource
  private configuration?: Configuration
  private loading?: Promise<Configuration>
  private readonly ended: (() => void)[] = []

  constructor(source: ObjectSource, time: TimeSource) {
    this.source = source
    this.time = time
  }

  /** The levels that there are now, for metrics. */
  get levels(): readonly PriorityLevel[] {
    return [...(this.configuration?.levels.values() ?? [])]
  }

  /** Resolves when the request may go on, or must not; undefined: nobody has said anything of such requests. */
  async admit(attributes: Attributes): Promise<FlowOutcome | undefined> {
    const {schemas, levels} = this.configuration ?? (await this.load())
    const schema = classify(schemas, attributes)
    const level = schema && levels.get(schema.spec?.priorityLevelConfiguration.name ?? '')
    if (!level) return undefined
    const {name = '', uid = ''} = schema.metadata ?? {}
    const ticket = {schema: name, schemaUid: uid, level: level.name, levelUid: level.uid}
    if (!level.take()) {
      const flow = `${name}/${flowOf(schema, attributes)}`
      const rejected = await level.wait(flow, giveUp => this.time.wake(longestWait, giveUp))
      if (rejected) {
        count(this.rejected, `${name}|${level.name}|${rejected}`)
        return {ticket, rejected}
      }
    }
    count(this.dispatched, `${name}|${level.name}`)
    return {ticket, release: () => level.release()}
  }

  stop(): void {
    for (const end of this.ended.splice(0)) end()
  }

  private load(): Promise<Configuration> {
    if (this.ended.length === 0)
      for (const resource of [flowSchemas, priorityLevels])
        this.ended.push(this.source.onChange(resource, () => this.forget()))
    this.loading ??= this.read().then(configuration => {
      this.configuration = configuration
      return configuration
    })
    return this.loading
  }

  /** Requests that are under way or in queues stay where they are, with the levels of their time. */
  private forget(): void {
    this.configuration = undefined
    this.loading = undefined
  }

  private async read(): Promise<Configuration> {
    const schemas = (await this.source.list(flowSchemas)) as unknown as V1FlowSchema[]
    const all = (await this.source.list(priorityLevels)) as unknown as V1PriorityLevelConfiguration[]
    const sum = all.reduce((so, level) => so + sharesOf(level), 0)
    const levels = all.map(
      level => new PriorityLevel(level, Math.ceil((totalSeats * sharesOf(level)) / Math.max(sum, 1))),
    )
    return {schemas: inOrder(schemas), levels: new Map(levels.map(level => [level.name, level]))}
  }
}

function sharesOf({spec}: V1PriorityLevelConfiguration): number {
  const shares =
    spec?.type === 'Exempt' ? spec.exempt?.nominalConcurrencyShares : spec?.limited?.nominalConcurrencyShares
  return shares ?? (spec?.type === 'Exempt' ? 0 : 30)
}

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
