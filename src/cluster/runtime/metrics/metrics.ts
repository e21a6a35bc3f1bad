import {Durations} from './durations.ts'
import {histogram, type MetricType, metric, type Sample, summary} from './exposition.ts'
import {Summaries} from './summaries.ts'

type Labels = Record<string, string>

/** Upper bounds: `count` of them, each `factor` times the one before. */
export const exponential = (start: number, factor: number, count: number): number[] =>
  Array.from({length: count}, (_, index) => start * factor ** index)

/** A number for each set of labels; the order of the labels must always be the same. */
export class Numbers {
  private readonly series = new Map<string, Sample & {forgotten: boolean}>()

  get samples(): Sample[] {
    return [...this.series.values()].filter(({value, forgotten}) => value !== 0 || !forgotten)
  }

  add(labels: Labels = {}, by = 1): void {
    this.at(labels).value += by
  }

  set(labels: Labels, value: number): void {
    this.at(labels).value = value
  }

  /** The number of one set of labels, for who counts often; it stays the same one when all are forgotten. */
  at(labels: Labels): {value: number} {
    const key = Object.values(labels).join('|')
    let found = this.series.get(key)
    if (!found) {
      found = {labels, value: 0, forgotten: false}
      this.series.set(key, found)
    }
    found.forgotten = false
    return found
  }

  clear(): void {
    for (const number of this.series.values()) {
      number.value = 0
      number.forgotten = true
    }
  }
}

/**
 * What one program of the cluster has to tell Prometheus. Counting costs next to nothing; the text is made when somebody asks.
 */
export class Metrics {
  private readonly families = new Map<string, () => string>()
  private readonly clearing: (() => void)[] = []

  counter(name: string, help: string): Numbers {
    return this.numbers(name, 'counter', help)
  }

  gauge(name: string, help: string): Numbers {
    return this.numbers(name, 'gauge', help)
  }

  /** `bounds` are upper ones, of seconds mostly. */
  histogram(name: string, help: string, bounds: readonly number[]): Durations {
    const durations = new Durations(bounds)
    this.families.set(name, () => histogram(name, help, durations))
    this.clearing.push(() => durations.clear())
    return durations
  }

  summary(name: string, help: string): Summaries {
    const summaries = new Summaries()
    this.families.set(name, () => summary(name, help, summaries))
    this.clearing.push(() => summaries.clear())
    return summaries
  }

  /** Numbers that are known elsewhere and read when somebody asks. */
  read(name: string, type: MetricType, help: string, samples: () => readonly Sample[]): void {
    this.families.set(name, () => metric(name, type, help, samples()))
  }

  /** In Prometheus' text format, by name. */
  text(): string {
    const ordered = [...this.families].sort(([a], [b]) => (a < b ? -1 : 1))
    return ordered.map(([, write]) => write()).join('')
  }

  /** Forgets what was counted. */
  reset(): void {
    for (const clear of this.clearing) clear()
  }

  private numbers(name: string, type: MetricType, help: string): Numbers {
    const numbers = new Numbers()
    this.read(name, type, help, () => numbers.samples)
    if (type === 'counter') this.clearing.push(() => numbers.clear())
    return numbers
  }
}
