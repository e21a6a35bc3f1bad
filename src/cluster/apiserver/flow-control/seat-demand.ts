/** What a level wanted during one period: seats taken and waited for. */
export interface DemandStatistics {
  average: number
  deviation: number
  highest: number
  /** Follows demand up at once and down slowly. */
  smoothed: number
}

/** How much of what was stays in the smoothed demand, per period; half is gone after five minutes. */
const persistence = 0.977

/** Integrates a level's demand over time. Times are milliseconds. */
export class SeatDemand {
  statistics: DemandStatistics = {average: 0, deviation: 0, highest: 0, smoothed: 0}
  private current = 0
  private highest = 0
  private since: number
  private start: number
  private sum = 0
  private squares = 0

  constructor(now: number) {
    this.since = now
    this.start = now
  }

  set(value: number, now: number): void {
    this.integrate(now)
    this.current = value
    this.highest = Math.max(this.highest, value)
  }

  /** Ends a period; another begins. */
  conclude(now: number): void {
    this.integrate(now)
    const span = now - this.start
    const average = span > 0 ? this.sum / span : this.current
    const deviation = span > 0 ? Math.sqrt(Math.max(0, this.squares / span - average ** 2)) : 0
    const envelope = average + deviation
    const smoothed = Math.max(envelope, persistence * this.statistics.smoothed + (1 - persistence) * envelope)
    this.statistics = {average, deviation, highest: this.highest, smoothed}
    this.start = now
    this.sum = 0
    this.squares = 0
    this.highest = this.current
  }

  private integrate(now: number): void {
    const span = now - this.since
    this.sum += this.current * span
    this.squares += this.current ** 2 * span
    this.since = now
  }
}
