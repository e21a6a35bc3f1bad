type Labels = Record<string, string>

/** How many of the newest observations the quantiles are taken from. */
const remembered = 512
const quantiles = [0.5, 0.9, 0.99]

export interface SummaryState {
  labels: Labels
  count: number
  sum: number
  quantiles: {quantile: number; value: number}[]
}

/** How long something took, as quantiles of what was seen last; one set for each set of labels. */
export class Summaries {
  private readonly byLabels = new Map<string, SummarySeries>()

  /** Those that anything was recorded in. */
  get states(): SummaryState[] {
    return [...this.byLabels.values()].filter(({count}) => count > 0).map(({state}) => state)
  }

  /** The summary of one set of labels, whose order must always be the same. */
  at(labels: Labels): SummarySeries {
    const key = Object.values(labels).join('|')
    let series = this.byLabels.get(key)
    if (!series) {
      series = new SummarySeries(labels)
      this.byLabels.set(key, series)
    }
    return series
  }

  clear(): void {
    for (const series of this.byLabels.values()) series.clear()
  }
}

/** One summary while it is recorded. */
export class SummarySeries {
  count = 0
  private sum = 0
  private newest: number[] = []
  private readonly labels: Labels

  constructor(labels: Labels) {
    this.labels = labels
  }

  record(seconds: number): void {
    this.newest[this.count % remembered] = seconds
    this.count += 1
    this.sum += seconds
  }

  get state(): SummaryState {
    const {labels, count, sum, newest} = this
    const ordered = newest.toSorted((a, b) => a - b)
    const at = (quantile: number) => ordered[Math.min(ordered.length - 1, Math.floor(quantile * ordered.length))] ?? 0
    return {labels, count, sum, quantiles: quantiles.map(quantile => ({quantile, value: at(quantile)}))}
  }

  clear(): void {
    this.count = 0
    this.sum = 0
    this.newest = []
  }
}
