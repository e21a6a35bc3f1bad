/** Answers that are believed for a while; the oldest go first when there are too many. */
export class KeptAnswers<T> {
  private readonly entries = new Map<string, {value: T; until: number}>()
  private readonly now: () => number
  private readonly limit: number

  constructor(now: () => number, limit = 8192) {
    this.now = now
    this.limit = limit
  }

  get(key: string): T | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    if (entry.until > this.now()) return entry.value
    this.entries.delete(key)
    return undefined
  }

  keep(key: string, value: T, milliseconds: number): void {
    if (milliseconds <= 0) return
    if (this.entries.size >= this.limit) this.entries.delete(this.entries.keys().next().value!)
    this.entries.set(key, {value, until: this.now() + milliseconds})
  }
}
