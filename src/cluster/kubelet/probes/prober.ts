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
    this.due = startedAt + (probe.initialDelaySeconds ?? 0) * 1000
    if (this.due <= clock.now()) this.probe()
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
    const period = (probe.periodSeconds ?? 10) * 1000
    this.due += Math.max(Math.floor((clock.now() - this.due) / period) + 1, 1) * period
    this.steady = this.current === success && !this.expectant
    this.timer = clock.at(this.due, () => this.probe(), {background: this.steady})
  }
}
