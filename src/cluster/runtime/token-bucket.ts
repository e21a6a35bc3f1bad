/** Lets `burst` through at once and then so many a second. Times are milliseconds of the clock. */
export class TokenBucket {
  private readonly burst: number
  private readonly perSecond: number
  private tokens: number
  private last: number

  constructor(burst: number, perSecond: number, now: number) {
    this.burst = burst
    this.perSecond = perSecond
    this.tokens = burst
    this.last = now
  }

  take(now: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.perSecond)
    this.last = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}
