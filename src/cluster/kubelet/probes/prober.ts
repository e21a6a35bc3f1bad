import type {Probe} from '../../../api/kinds.ts'
import type {Clock, Timer} from '../../runtime/clock.ts'

export type ProbeKind = 'startup' | 'liveness' | 'readiness'

export interface ProberOptions {
  clock: Clock
  startedAt: number
  probe: Probe
  kind: ProbeKind
  run(): Promise<string | undefined>
  /** Told of each failure, and of each change of the verdict. */
  failed(text: string): void
  verdict(success: boolean): void
}

/**
 * Milliseconds by which a probe comes after what a container's program does at the same whole second: which of the two is first would depend on how soon
 * the program's commands are loaded, and the same commands must have the same outcome each time.
 */
const afterPrograms = 1

/** Runs one probe of one container instance by the clock. As long as its outcome stands still its timer is a heartbeat. */
export class Prober {
  private readonly options: ProberOptions
  private timer?: Timer
  /** When it is asked next; always a whole number of periods after the first time. */
  private due = 0
  private steady = false
  /** Something has happened since it was asked last. */
  private expectant = false
  private stopped = false
  private last?: boolean
  private count = 0
  private current?: boolean

  constructor(options: ProberOptions) {
    this.options = options
  }

  get kind(): ProbeKind {
    return this.options.kind
  }

  /** Runs the first time at once, or after the initial delay. */
  start(): void {
    const {probe, clock, startedAt} = this.options
    const first = startedAt + (probe.initialDelaySeconds ?? 0) * 1000
    this.due = first + afterPrograms
    if (first <= clock.now()) this.probe()
    else this.timer = clock.at(this.due, () => this.probe())
  }

  /** The container has done something: the next outcome may be another one, and somebody may be waiting for it. */
  expectChange(): void {
    this.expectant = true
    if (this.stopped || !this.steady) return
    this.steady = false
    this.timer?.cancel()
    this.timer = this.options.clock.at(this.due, () => this.probe())
  }

  stop(): void {
    this.stopped = true
    this.timer?.cancel()
  }

  private probe(): void {
    if (this.stopped) return
    this.steady = false
    this.expectant = false
    // Whatever answers the probe holds a token while it works, and none while it sleeps.
    void this.options.run().then(text => {
      if (!this.stopped) this.note(text)
    })
  }

  private note(text: string | undefined): void {
    const {probe, kind, failed, verdict, clock} = this.options
    const success = text === undefined
    this.count = this.last === success ? this.count + 1 : 1
    this.last = success
    if (!success) failed(text)
    const threshold = success ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3)
    if (this.count >= threshold && this.current !== success) {
      this.current = success
      verdict(success)
    } else if (!success && kind !== 'readiness' && this.count >= threshold) verdict(false)
    if (this.stopped) return
    this.due += Math.max(this.missed() + 1, 1) * this.period
    this.steady = this.current === success && !this.expectant
    this.timer = this.steady ? this.heartbeat() : clock.at(this.due, () => this.probe())
  }

  private heartbeat(): Timer {
    return this.options.clock.at(this.due, () => this.beat(), {background: true})
  }

  /** Where the clock has passed over whole periods, nothing had happened in them: the outcome would have been the last one. What programs do at this instant is for the next period. */
  private beat(): void {
    if (this.stopped) return
    const missed = this.missed()
    if (missed < 1) return this.probe()
    this.due += (missed + 1) * this.period
    this.timer = this.heartbeat()
  }

  /** How many periods have gone by since it was due. */
  private missed(): number {
    return Math.floor((this.options.clock.now() - this.due) / this.period)
  }

  private get period(): number {
    return (this.options.probe.periodSeconds ?? 10) * 1000
  }
}
