type Labels = Record<string, string>

export interface Histogram {
  labels: Labels
  count: number
  sum: number
  /** How many fell under each bound, those of smaller bounds among them. */
  buckets: number[]
}

/** Histograms of how long something took, one for each set of labels. */
export class Durations {
  /** Upper bounds, the smallest first; seconds. */
  readonly bounds: readonly number[]
  private readonly byLabels = new Map<string, DurationSeries>()

  constructor(bounds: readonly number[]) {
    this.bounds = bounds
  }

  /** Those that anything was recorded in, and one that has no labels: it is always there. */
  get histograms(): readonly Histogram[] {
    const all = [...this.byLabels.values()].map(series => series.histogram)
    return all.filter(({count, labels}) => count > 0 || Object.keys(labels).length === 0)
  }

  /** The order of the labels must always be the same. */
  record(labels: Labels, seconds: number): void {
    this.at(labels).record(seconds)
  }

  /** The histogram of one set of labels, for who records often. */
  at(labels: Labels): DurationSeries {
    const key = Object.values(labels).join('|')
    let series = this.byLabels.get(key)
    if (!series) {
      series = new DurationSeries(labels, this.bounds)
      this.byLabels.set(key, series)
    }
    return series
  }

  clear(): void {
    for (const series of this.byLabels.values()) series.clear()
  }
}

/** One histogram while it is counted: recording adds to one bucket, reading sums them up. */
export class DurationSeries {
  count = 0
  private sum = 0
  private readonly labels: Labels
  private readonly bounds: readonly number[]
  /** How many fell between a bound and the one before. */
  private readonly between: number[]

  constructor(labels: Labels, bounds: readonly number[]) {
    this.labels = labels
    this.bounds = bounds
    this.between = bounds.map(() => 0)
  }

  get histogram(): Histogram {
    const {labels, count, sum} = this
    let under = 0
    return {labels, count, sum, buckets: this.between.map(more => (under += more))}
  }

  record(seconds: number): void {
    this.count += 1
    this.sum += seconds
    let index = 0
    while (index < this.bounds.length && seconds > this.bounds[index]!) index += 1
    if (index < this.bounds.length) this.between[index]! += 1
  }

  clear(): void {
    this.count = 0
    this.sum = 0
    this.between.fill(0)
  }
}
