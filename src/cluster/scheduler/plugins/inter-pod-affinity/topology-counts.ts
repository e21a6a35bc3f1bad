/** How many pods count in each topology domain; a domain is a node label's key and value. */
export class TopologyCounts {
  private readonly counts = new Map<string, number>()

  get size(): number {
    return this.counts.size
  }

  add(key: string, value: string, count: number): void {
    const domain = `${key}=${value}`
    const sum = (this.counts.get(domain) ?? 0) + count
    if (sum === 0) this.counts.delete(domain)
    else this.counts.set(domain, sum)
  }

  get(key: string, value: string): number {
    return this.counts.get(`${key}=${value}`) ?? 0
  }

  clone(): TopologyCounts {
    const copy = new TopologyCounts()
    for (const [domain, count] of this.counts) copy.counts.set(domain, count)
    return copy
  }
}
