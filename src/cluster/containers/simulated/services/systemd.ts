import type {Activity} from '../../../runtime/activity.ts'
import type {Clock, Timer} from '../../../runtime/clock.ts'
import type {NodeServices, ServiceProgram} from '../../node-services.ts'
import {repeats, restartDelay, triesOf} from './repeats.ts'
import {runUnit} from './run-unit.ts'
import type {JournalEntry, ServiceRecord, ServiceView} from './service-record.ts'
import {ServiceRecords, type ServiceRecordsOptions} from './service-records.ts'
import {begunRecord, endedRecord} from './transitions.ts'
import {unitFilesOn} from './unit-files.ts'
import {usualServices} from './usual-services.ts'

export interface SystemdOptions extends ServiceRecordsOptions {
  clock: Clock
  activity: Activity
  /** Calls back with a node's name after each change of its disk. */
  onDiskChange(listener: (node: string) => void): void
}

/**
 * systemd of all nodes: starts services as their unit files on the node's disk say, keeps what they say in a journal, and tries those that fail again. One that
 * fails is tried once more only when something on the disk has changed; until then it would say what it has said, and that is what its journal shows.
 */
export class Systemd implements NodeServices {
  private readonly options: SystemdOptions
  private readonly records: ServiceRecords
  private readonly programs = new Map<string, ServiceProgram>()
  private readonly retries = new Map<string, Timer>()
  private turn: Promise<void> = Promise.resolve()

  constructor(options: SystemdOptions) {
    this.options = options
    this.records = new ServiceRecords(options)
    options.onDiskChange(node => this.retryFailed(node))
  }

  /** Takes up what an earlier process left; other keys are not its own. */
  restore(key: string, text: string): void {
    const {service, node, record} = this.records.restore(key, text) ?? {}
    if (record?.retryAt !== undefined) this.retryAt(record.retryAt, service!, node!)
  }

  provide(service: string, program: ServiceProgram): void {
    this.programs.set(service, program)
  }

  isActive(service: string, node: string): boolean {
    const record = this.records.get(service, node)
    return record ? record.state === 'active' : Object.hasOwn(usualServices, service)
  }

  stateOf(service: string, node: string): string | undefined {
    return this.records.get(service, node)?.program
  }

  hasBeenUp(node: string): boolean {
    return this.records.hasBeenUp(node)
  }

  cameUp(nodes: readonly string[]): void {
    this.records.cameUp(nodes)
  }

  onChange(service: string, listener: (node: string) => void): () => void {
    return this.records.onChange(service, listener)
  }

  view(service: string, node: string): Promise<ServiceView | undefined> {
    return this.records.view(service, node)
  }

  /** What runs on a node for its services. */
  processes(node: string): {pid: number; user: string; command: string}[] {
    return Object.entries(usualServices).flatMap(([service, {pid, argv}]) => {
      const record = this.records.get(service, node)
      if (record && record.state !== 'active') return []
      return {pid: record?.pid ?? pid, user: 'root', command: (record?.argv ?? argv).join(' ')}
    })
  }

  /** All that was said on a node by its services, in order. */
  async journal(node: string): Promise<JournalEntry[]> {
    const entries: JournalEntry[] = []
    for (const service of this.records.of(node)) {
      const view = await this.view(service, node)
      if (view) entries.push(...view.record.journal, ...repeats(service, view, this.options.clock.now()))
    }
    return entries.sort((a, b) => a.at - b.at)
  }

  /** Reads all unit files of a node again. */
  async reload(node: string): Promise<void> {
    const files = await this.options.filesOf(node)
    for (const service of this.records.of(node))
      await this.change(service, node, async record => {
        record.units = await unitFilesOn(files, service)
      })
  }

  async say(service: string, node: string, lines: (pid: number) => readonly string[]): Promise<void> {
    const at = this.options.clock.now()
    await this.change(service, node, async record => {
      record.journal = [
        ...record.journal,
        ...lines(record.pid).map(text => ({at, who: service, pid: record.pid, text})),
      ]
    })
  }

  async enable(service: string, node: string, to: boolean): Promise<void> {
    await this.change(service, node, async record => {
      if (to) delete record.disabled
      else record.disabled = true
    })
  }

  start(service: string, node: string): Promise<void> {
    return this.inTurn(async () => {
      const view = await this.view(service, node)
      if (view && view.record.state !== 'active') await this.begin(service, node, view)
    })
  }

  stop(service: string, node: string): Promise<void> {
    return this.inTurn(() => this.end(service, node))
  }

  restart(service: string, node: string): Promise<void> {
    return this.inTurn(async () => {
      await this.end(service, node)
      const view = await this.view(service, node)
      if (view) await this.begin(service, node, view)
    })
  }

  wasStopped(service: string, node: string): void {
    void this.options.activity.during(
      this.inTurn(async () => {
        const view = await this.view(service, node)
        if (view?.record.state === 'active') this.ended(service, node, view)
      }),
    )
  }

  private async begin(service: string, node: string, view: ServiceView): Promise<void> {
    const now = this.options.clock.now()
    const pid = pidAt(now)
    const journal = [...view.record.journal, ...repeats(service, view, now)]
    const began = await runUnit(service, view.unit, {
      files: await this.options.filesOf(node),
      start: (program, argv) => this.programs.get(program)?.start({node, argv, pid, now}),
    })
    const record = begunRecord(service, view, began, {now, pid, journal})
    this.set(service, node, record)
    if (record.state === 'active') this.retryFailed(node)
  }

  private async end(service: string, node: string): Promise<void> {
    const view = await this.view(service, node)
    if (!view || view.record.state === 'inactive') return
    if (view.record.state === 'active') await this.programs.get(service)?.stop(node)
    this.ended(service, node, view)
  }

  private ended(service: string, node: string, view: ServiceView): void {
    this.set(service, node, endedRecord(service, view, this.options.clock.now()))
  }

  /** What has failed may succeed now: it is tried when it would have been tried again anyway. */
  private retryFailed(node: string): void {
    for (const service of this.records.of(node)) {
      const record = this.records.get(service, node)
      if (record?.state !== 'waiting' || record.retryAt !== undefined) continue
      void this.options.activity.during(async () => {
        const view = await this.view(service, node)
        if (view?.record.state !== 'waiting' || view.record.retryAt !== undefined) return
        const tries = triesOf(view, this.options.clock.now())
        const retryAt = view.record.since + (tries + 1) * restartDelay(view.unit)
        this.set(service, node, {...view.record, retryAt})
        this.retryAt(retryAt, service, node)
      })
    }
  }

  private retryAt(due: number, service: string, node: string): void {
    const key = keyOf(service, node)
    this.retries.get(key)?.cancel()
    const retry = () => {
      this.retries.delete(key)
      void this.options.activity.during(this.start(service, node))
    }
    this.retries.set(key, this.options.clock.at(due, retry))
  }

  private async change(service: string, node: string, edit: (record: ServiceRecord) => Promise<void>): Promise<void> {
    await this.inTurn(async () => {
      const record = {...(await this.records.recordOf(service, node))}
      await edit(record)
      this.set(service, node, record)
    })
  }

  private set(service: string, node: string, record: ServiceRecord): void {
    if (record.retryAt === undefined) this.retries.get(keyOf(service, node))?.cancel()
    this.records.set(service, node, record)
  }

  /** One thing after the other: a service's program must not be told to begin while it ends. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }
}

const keyOf = (service: string, node: string): string => `${service}/${node}`

/** Numbers of processes go up as time passes. */
const pidAt = (now: number): number => 200_000 + (Math.floor(now / 1000) % 100_000)
