import type {ContainerUsage} from '../../container.ts'

/** Over how long a metrics agent looks at a program: milliseconds. */
const windowMillis = 15_000

/** How busy a server has been with its requests, as a metrics agent sees it. */
export class Load {
  private readonly memoryBytes: number
  private readonly requests: {at: number; millis: number}[] = []

  constructor(memoryBytes: number) {
    this.memoryBytes = memoryBytes
  }

  /** A request has taken so much of a processor's time. */
  add(at: number, millis: number): void {
    this.requests.push({at, millis})
    if (this.requests.length > 10_000) this.requests.splice(0, 5000)
  }

  usage(now: number): ContainerUsage {
    const recent = this.requests.filter(({at}) => at > now - windowMillis)
    const busy = recent.reduce((sum, {millis}) => sum + millis, 0)
    return {cpuNanocores: 1_000_000 + Math.round((busy / windowMillis) * 1e9), memoryBytes: this.memoryBytes}
  }
}
