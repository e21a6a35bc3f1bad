import type {Durations, Histogram} from './durations.ts'

export type MetricType = 'counter' | 'gauge'

type Labels = Record<string, string>

export interface Sample {
  labels?: Labels
  value: number
}

/** A metric in Prometheus' text format. */
export const metric = (name: string, type: MetricType, help: string, samples: readonly Sample[]): string =>
  samples.length === 0
    ? ''
    : `${head(name, type, help)}${samples.map(({labels = {}, value}) => `${name}${braces(labels)} ${value}\n`).join('')}`

/** A histogram, its buckets cumulative. */
export const histogram = (name: string, help: string, {bounds, histograms}: Durations): string =>
  histograms.length === 0
    ? ''
    : `${head(name, 'histogram', help)}${histograms.map(one => lines(name, one, bounds)).join('')}`

function lines(name: string, {labels, buckets, count, sum}: Histogram, bounds: readonly number[]): string {
  const rows = bounds.map((bound, index) => [String(bound), buckets[index] ?? 0] as const)
  const all = [...rows, ['+Inf', count] as const]
  const texts = all.map(([le, value]) => `${name}_bucket${braces({...labels, le})} ${value}\n`)
  return `${texts.join('')}${name}_sum${braces(labels)} ${sum}\n${name}_count${braces(labels)} ${count}\n`
}

const head = (name: string, type: string, help: string): string => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`

function braces(labels: Labels): string {
  const names = Object.keys(labels)
  if (names.length === 0) return ''
  const ordered = names.filter(name => name !== 'le').sort()
  if ('le' in labels) ordered.push('le')
  return `{${ordered.map(name => `${name}="${escaped(labels[name] ?? '')}"`).join(',')}}`
}

const escaped = (value: string): string => value.replace(/[\\"\n]/g, found => (found === '\n' ? '\\n' : `\\${found}`))
