type Labels = Record<string, string>

export interface Histogram {
  labels: Labels
  count: number
  sum: number
  /** How many fell under each bound. */
  buckets: number[]
}

/** Histograms of how long something took, one for each set of labels. */
export class Durations {
  /** Upper bounds; seconds. */
  readonly bounds: readonly number[]
  private readonly byLabels = new Map<string, Histogram>()

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
  }

  get histograms(): readonly Histogram[] {
    return [...this.byLabels.values()]
  }

  /** The order of the labels must always be the same. */
  record(labels: Labels, seconds: number): void {
    const key = Object.values(labels).join('|')
    let histogram = this.byLabels.get(key)
    if (!histogram) {
      histogram = {labels, count: 0, sum: 0, buckets: this.bounds.map(() => 0)}
      this.byLabels.set(key, histogram)
    }
    histogram.count += 1
    histogram.sum += seconds
    for (const [index, bound] of this.bounds.entries()) if (seconds <= bound) histogram.buckets[index]! += 1
  }

  clear(): void {
    this.byLabels.clear()
  }
}
