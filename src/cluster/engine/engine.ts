import type {Meta} from '../etcd/index.ts'
import type {Activity} from '../runtime/activity.ts'
import type {Timer} from '../runtime/clock.ts'
import type {ClusterClock, TimeSource} from '../runtime/cluster-clock.ts'
import type {Component} from '../runtime/component.ts'
import {isStale, offsetAt, type Rest, readRest, timeAt, writeRest} from './rest.ts'

/**
 * At how many instants a catch-up stops at the most; what is due beyond that happens at once at the end, as it does for a control plane that was down for
 * long (a CronJob then runs once for all that it missed). So many take seconds, more would keep somebody waiting.
 */
const catchUpLimit = 300

/** How long a new cluster's API server is alone before what else runs there comes up. Milliseconds. */
const serverLead = 5_000

export interface EngineOptions {
  clock: ClusterClock
  activity: Activity
  source: TimeSource
  meta: Meta
  /** Makes the cluster what it must be before anything runs: its first objects, its certificates. */
  prepare(): Promise<void>
  /** In the order in which they start; they stop the other way round. Loaded only when they are to run. */
  components(): Promise<Component[]>
  revision(): Promise<number>
  /** When the next lease ends; milliseconds of cluster time. */
  leaseDue(): number | undefined
  /** Writes down what lives outside the store: containers' logs and files. */
  save(): Promise<void>
}

/**
 * Runs a cluster's components and keeps its time. Starting it catches up: the components wake where the clock last stood and are led through
 * everything that fell due since, in order. Only one engine runs per cluster; who starts it holds the engine lock.
 */
export class Engine {
  private readonly options: EngineOptions
  private started?: Promise<void>
  private running: Component[] = []
  private offset = 0
  private paused = false

  constructor(options: EngineOptions) {
    this.options = options
    const rest = readRest(options.meta)
    if (rest) this.takeUp(rest)
  }

  /** Resolves when the cluster has caught up with the present. */
  start(): Promise<void> {
    this.started ??= this.catchUp()
    return this.started
  }

  /** Where the clock stands. */
  get reading(): {now: number; offset: number; paused: boolean; nextDue?: number} {
    const {clock} = this.options
    return {now: clock.now(), offset: this.distance, paused: this.paused, nextDue: clock.nextDue()}
  }

  /** Lets time pass by itself, as a daemon or a command that waits does. */
  follow(): void {
    const {clock, source} = this.options
    if (!this.paused) clock.run(source, this.offset)
  }

  /** Resolves when nothing is left to do at this instant, and writes down that it is so. */
  async settle(): Promise<void> {
    if (!this.started) return
    await this.started
    await this.options.activity.settled()
    await this.remember()
  }

  /** Leads the cluster through the next `milliseconds`; returns the number of instants at which something happened. */
  async advance(milliseconds: number): Promise<number> {
    const {clock, activity} = this.options
    const following = clock.running
    // What has just been asked for begins now, not at the end.
    await activity.settled()
    const target = clock.now() + milliseconds
    const instants = await clock.advance(target, () => activity.settled())
    // The time that it took is none of the cluster's, so that what has happened by now does not depend on the machine.
    this.offset = target - this.options.source.now()
    if (following) this.follow()
    await this.remember()
    return instants
  }

  async pause(): Promise<void> {
    this.hold()
    this.paused = true
    await this.remember()
  }

  async resume(): Promise<void> {
    const {clock, source} = this.options
    if (this.paused) this.offset = clock.now() - source.now()
    this.paused = false
    this.follow()
    await this.remember()
  }

  /** Cluster time minus real time; milliseconds. */
  private get distance(): number {
    const {clock} = this.options
    return clock.running ? clock.offset : this.offset
  }

  private hold(): void {
    this.offset = this.distance
    this.options.clock.pause()
  }

  /** Brings everything to a stop in which nothing is lost. */
  async stop(): Promise<void> {
    if (!this.started) return
    await this.started
    this.hold()
    await this.options.activity.settled()
    await this.remember()
    for (const component of [...this.running].reverse()) await component.stop()
  }

  /** Whether the cluster must run before it can be looked at: it is new, or what it was left as is no longer right. */
  async isStale(): Promise<boolean> {
    const rest = readRest(this.options.meta)
    const {revision, leaseDue, source} = this.options
    return !rest || isStale(rest, {revision: await revision(), leaseDue: leaseDue()}, source.now())
  }

  /** Writes the clock down from time to time while it runs. */
  rememberEvery(milliseconds: number): Timer {
    const {clock, activity} = this.options
    let timer: Timer
    const arm = () => {
      timer = clock.after(milliseconds, () => void this.rememberOnce(activity.busy).finally(arm), {background: true})
    }
    arm()
    return {cancel: () => timer.cancel()}
  }

  /** What a full disk or a locked file refuses now may be written at the next time: the cluster goes on. */
  private async rememberOnce(busy: boolean): Promise<void> {
    if (!busy) await this.remember().catch(() => undefined)
  }

  private takeUp(rest: Rest): void {
    this.offset = offsetAt(rest, this.options.source.now())
    this.paused = rest.paused
  }

  private async catchUp(): Promise<void> {
    const {clock, activity, components, meta, source, prepare} = this.options
    const rest = readRest(meta)
    // Another process may have moved the clock while this one waited for its turn.
    if (rest) this.takeUp(rest)
    await prepare()
    if (!rest) await clock.advance(clock.now() + serverLead, () => activity.settled())
    const parts = await components()
    await Promise.all(parts.map(component => component.start()))
    this.running = parts
    await activity.settled()
    const now = rest ? timeAt(rest, source.now()) : source.now() + this.offset
    if (now > clock.now()) await clock.advance(now, () => activity.settled(), {limit: catchUpLimit})
    await this.remember()
    this.follow()
  }

  private async remember(): Promise<void> {
    const {clock, meta, revision, save} = this.options
    await save()
    const rest: Rest = {
      time: clock.now(),
      offset: this.distance,
      paused: this.paused,
      revision: await revision(),
      nextDue: clock.nextDue(),
    }
    await writeRest(meta, rest)
  }
}
