import type {Activity} from '../../runtime/activity.ts'
import type {Clock, Timer} from '../../runtime/clock.ts'
import {inTurns} from '../../runtime/in-turns.ts'
import type {ImageReports} from './image-reports.ts'
import {renewLease} from './register-node.ts'
import type {RunningNode} from './running-node.ts'

const period = 10_000
/** Of more nodes than that, one process renews the leases half as often: still twice in the 40 s that they last. */
const manyNodes = 1000
const longPeriod = 20_000

export interface LeaseRenewalOptions {
  clock: Clock
  activity: Activity
  images: ImageReports
  /** Those whose kubelets run. */
  nodes(): RunningNode[]
}

/** Says from time to time that nodes are alive. */
export class LeaseRenewal {
  private readonly options: LeaseRenewalOptions
  private timer?: Timer
  private stopped = false

  constructor(options: LeaseRenewalOptions) {
    this.options = options
  }

  start(): void {
    this.renewSoon()
  }

  stop(): void {
    this.stopped = true
    this.timer?.cancel()
  }

  /** `took`: how long the last round did, milliseconds; a busy cluster's are long, and the next one must not be late for that. */
  private renewSoon(took = 0): void {
    const {clock, activity, nodes} = this.options
    if (this.stopped) return
    const wait = Math.max(0, (nodes().length > manyNodes ? longPeriod : period) - took)
    const renew = (): void => {
      const began = clock.now()
      void activity.during(() => this.renewAll()).finally(() => this.renewSoon(clock.now() - began))
    }
    this.timer = clock.after(wait, renew, {background: true})
  }

  private async renewAll(): Promise<void> {
    const {images, nodes} = this.options
    await inTurns(nodes(), ({name, parts}) =>
      renewLease(parts.context, name)
        .then(() => images.report(parts.context, name))
        // The next round tries again; until then the node's lease grows old, which is what it is for.
        .catch(() => undefined),
    )
  }
}
