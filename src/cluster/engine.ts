import type {Meta, Rest} from './rest.ts'
import {readRest, timeAt, writeRest} from './rest.ts'
import type {Activity} from './runtime/activity.ts'
import type {ClusterClock, TimeSource} from './runtime/cluster-clock.ts'
import type {Component} from './runtime/component.ts'

export interface EngineOptions {
  clock: ClusterClock
  activity: Activity
  source: TimeSource
  meta: Meta
  /** In the order in which they start; they stop the other way round. */
  components: Component[]
  revision(): Promise<number>
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
  private offset = 0
  private paused = false

  constructor(options: EngineOptions) {
    this.options = options
  }

  /** Resolves when the cluster has caught up with the present. */
  start(): Promise<void> {
    this.started ??= this.catchUp()
    return this.started
  }

  get time(): {now: number; offset: number; paused: boolean; running: boolean; nextDue?: number} {
    const {clock} = this.options
    return {
      now: clock.now(),
      offset: this.offset,
      paused: this.paused,
      running: clock.running,
      nextDue: clock.nextDue(),
    }
  }

  /** Lets time pass by itself, as a daemon or a command that waits does. */
  follow(): void {
    const {clock, source} = this.options
    if (!this.paused) clock.run(source, this.offset)
  }

  /** Resolves when nothing is left to do at this instant, and writes down that it is so. */
  async settle(): Promise<void> {
    await this.options.activity.settled()
    await this.remember()
  }

  /** Leads the cluster through the next `milliseconds`; returns the number of instants at which something happened. */
  async advance(milliseconds: number): Promise<number> {
    const {clock, activity} = this.options
    const following = clock.running
    const target = clock.now() + milliseconds
    const instants = await clock.advance(target, () => activity.settled())
    this.offset = target - this.options.source.now()
    if (following) this.follow()
    await this.remember()
    return instants
  }

  async pause(): Promise<void> {
    this.options.clock.pause()
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

  /** Brings everything to a stop in which nothing is lost. */
  async stop(): Promise<void> {
    const {clock, activity, components} = this.options
    await this.started
    clock.pause()
    await activity.settled()
    await this.remember()
    for (const component of [...components].reverse()) await component.stop()
  }

  private async catchUp(): Promise<void> {
    const {clock, activity, components, meta, source} = this.options
    const rest = readRest(meta)
    this.offset = rest?.offset ?? clock.now() - source.now()
    this.paused = rest?.paused ?? false
    await Promise.all(components.map(component => component.start()))
    await activity.settled()
    const now = rest ? timeAt(rest, source.now()) : clock.now()
    if (now > clock.now()) await clock.advance(now, () => activity.settled())
    await this.remember()
  }

  private async remember(): Promise<void> {
    const {clock, meta, revision, save} = this.options
    await save()
    const rest: Rest = {
      time: clock.now(),
      offset: this.offset,
      paused: this.paused,
      revision: await revision(),
      nextDue: clock.nextDue(),
    }
    writeRest(meta, rest)
  }
}
