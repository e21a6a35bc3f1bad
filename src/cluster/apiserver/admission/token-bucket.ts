/** Lets through so many a second, and so many at once. */
export class TokenBucket {
  private readonly rate: number
  private readonly size: number
  private tokens: number
  private last?: number

  constructor(rate: number, size: number) {
    this.rate = rate
    this.size = size
    this.tokens = size
  }

  /** Whether there is a token left; takes it. `now` is in milliseconds. */
  take(now: number): boolean {
    const passed = this.last === undefined ? 0 : Math.max(0, now - this.last)
    this.tokens = Math.min(this.size, this.tokens + (passed / 1000) * this.rate)
    this.last = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}
