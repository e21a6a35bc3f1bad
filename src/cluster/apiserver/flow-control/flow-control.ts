import type {V1FlowSchema, V1PriorityLevelConfiguration} from '@kubernetes/client-node'
import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {Attributes} from '../auth/interfaces.ts'
import type {ObjectSource} from '../auth/object-source.ts'
import {classify, flowOf, inOrder} from './classify.ts'
import {FlowCounts} from './flow-counts.ts'
import {lendSeats} from './lend-seats.ts'
import {type LevelRequest, PriorityLevel, type RejectReason} from './priority-level.ts'
import {limitsOf, sharesOf} from './seat-limits.ts'

/** kube-apiserver's --max-requests-inflight and --max-mutating-requests-inflight together. */
const totalSeats = 600
/** How long a request may stand in a queue; milliseconds. */
const longestWait = 15_000
/** After how long seats are lent anew; milliseconds. */
const period = 10_000
/** After so many periods in which nothing happened, more of them change nothing. */
const mostPeriods = 500

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
  readonly counts = new FlowCounts()
  /** How many requests wait for a seat now. */
  readonly waiting = {mutating: 0, readOnly: 0}
  /** Which fraction of its target each level could have at the last adjustment. */
  fairFraction = 0
  private readonly source: ObjectSource
  private readonly time: TimeSource
  private configuration?: Configuration
  private loading?: Promise<Configuration>
  private readonly ended: (() => void)[] = []
  private adjustedAt = 0
  private wakeUp?: () => void

  constructor(source: ObjectSource, time: TimeSource) {
    this.source = source
    this.time = time
  }

  /** The levels that there are now, for metrics and dumps. */
  get levels(): readonly PriorityLevel[] {
    if (this.configuration) this.adjust()
    return [...(this.configuration?.levels.values() ?? [])]
  }

  /** Resolves when the request may go on, or must not; undefined: nobody has said anything of such requests. `width` tells how many seats it takes, if not one. */
  async admit(attributes: Attributes, width: (widest: number) => number = () => 1): Promise<FlowOutcome | undefined> {
    const {schemas, levels} = this.configuration ?? (await this.load())
    const schema = classify(schemas, attributes)
    const level = schema && levels.get(schema.spec?.priorityLevelConfiguration.name ?? '')
    if (!level) return undefined
    this.adjust()
    const {name = '', uid = ''} = schema.metadata ?? {}
    const ticket = {schema: name, schemaUid: uid, level: level.name, levelUid: level.uid}
    const request: LevelRequest = {
      schema: name,
      flow: `${name}/${flowOf(schema, attributes)}`,
      width: level.exempt ? 1 : width(level.widest),
      arrived: this.time.now(),
      queue: -1,
    }
    const labels = {flow_schema: name, priority_level: level.name}
    this.counts.widths.record(labels, request.width)
    for (const queued of [this.counts.queuedRequests, this.counts.queuedSeats]) queued.at(labels)
    const rejected = level.take(request) ? undefined : await this.wait(level, request, labels)
    this.counts.waits.record({execute: String(!rejected), ...labels}, (this.time.now() - request.arrived) / 1000)
    if (rejected) {
      this.counts.rejected.add({...labels, reason: rejected})
      return {ticket, rejected}
    }
    this.counts.dispatched.add(labels)
    this.executing(labels, request.width, 1)
    return {ticket, release: () => this.release(level, request, labels)}
  }

  stop(): void {
    this.wakeUp?.()
    for (const end of this.ended.splice(0)) end()
  }

  private async wait(
    level: PriorityLevel,
    request: LevelRequest,
    labels: Record<string, string>,
  ): Promise<RejectReason | undefined> {
    const queued = (by: number) => {
      this.counts.queuedRequests.add(labels, by)
      this.counts.queuedSeats.add(labels, by * request.width)
    }
    queued(1)
    this.adjustWhileWaiting()
    try {
      return await level.wait(request, giveUp => this.time.wake(longestWait, giveUp))
    } finally {
      queued(-1)
    }
  }

  private release(level: PriorityLevel, request: LevelRequest, labels: Record<string, string>): void {
    this.executing(labels, request.width, -1)
    this.counts.executions.record({...labels, type: 'regular'}, (this.time.now() - (request.started ?? 0)) / 1000)
    this.adjust()
    level.release(request)
  }

  private executing(labels: Record<string, string>, width: number, by: number): void {
    this.counts.executingRequests.add(labels, by)
    this.counts.executingSeats.add(labels, by * width)
  }

  /** Lends seats for every period that has passed: nothing has changed within them but at their ends. */
  private adjust(): void {
    const now = this.time.now()
    if (now - this.adjustedAt < period) return
    const levels = [...(this.configuration?.levels.values() ?? [])]
    this.adjustedAt = Math.max(this.adjustedAt, now - mostPeriods * period)
    while (now - this.adjustedAt >= period) {
      this.adjustedAt += period
      for (const level of levels) level.demand.conclude(this.adjustedAt)
      this.fairFraction = lendSeats(levels)
    }
  }

  /** Who waits may be helped by seats that others lend. */
  private adjustWhileWaiting(): void {
    if (this.wakeUp) return
    this.wakeUp = this.time.wake(period, () => {
      this.wakeUp = undefined
      this.adjust()
      if (this.levels.some(({inQueue}) => inQueue > 0)) this.adjustWhileWaiting()
    })
  }

  private load(): Promise<Configuration> {
    if (this.ended.length === 0)
      for (const resource of [flowSchemas, priorityLevels])
        this.ended.push(this.source.onChange(resource, () => this.forget()))
    this.loading ??= this.read().then(configuration => {
      this.configuration = configuration
      this.adjustedAt = this.time.now()
      this.fairFraction = lendSeats([...configuration.levels.values()])
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
    const now = () => this.time.now()
    const levels = all.map(level => new PriorityLevel(level, limitsOf(level, totalSeats, sum), now))
    return {schemas: inOrder(schemas), levels: new Map(levels.map(level => [level.name, level]))}
  }
}
