type Labels = Record<string, string>

/** How many of the newest observations the quantiles are taken from. */
const remembered = 512
const quantiles = [0.5, 0.9, 0.99]

interface Series {
  labels: Labels
  count: number
  sum: number
  newest: number[]
}

export interface SummaryState {
  labels: Labels
  count: number
  sum: number
  quantiles: {quantile: number; value: number}[]
}

/** How long something took, as quantiles of what was seen last; one set for each set of labels. */
export class Summaries {
  private readonly byLabels = new Map<string, Series>()

  /** The order of the labels must always be the same. */
  record(labels: Labels, seconds: number): void {
    const key = Object.values(labels).join('|')
    let series = this.byLabels.get(key)
    if (!series) {
      series = {labels, count: 0, sum: 0, newest: []}
      this.byLabels.set(key, series)
    }
    series.newest[series.count % remembered] = seconds
    series.count += 1
    series.sum += seconds
  }

  get states(): SummaryState[] {
    return [...this.byLabels.values()].map(({labels, count, sum, newest}) => {
      const ordered = newest.toSorted((a, b) => a - b)
      const at = (quantile: number) => ordered[Math.min(ordered.length - 1, Math.floor(quantile * ordered.length))] ?? 0
      return {labels, count, sum, quantiles: quantiles.map(quantile => ({quantile, value: at(quantile)}))}
    })
  }

  clear(): void {
    this.byLabels.clear()
  }
}
