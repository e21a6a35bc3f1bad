import type {Durations, Histogram} from './durations.ts'
import type {Summaries} from './summaries.ts'

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

/** A histogram in which nothing was recorded, without labels. */
export const emptyHistogram = (name: string, help: string, bounds: readonly number[]): string =>
  `${head(name, 'histogram', help)}${lines(name, {labels: {}, buckets: [], count: 0, sum: 0}, bounds)}`

/** A histogram, its buckets cumulative. */
export const histogram = (name: string, help: string, {bounds, histograms}: Durations): string =>
  histograms.length === 0
    ? ''
    : `${head(name, 'histogram', help)}${histograms.map(one => lines(name, one, bounds)).join('')}`

/** A summary: quantiles, and all there was. */
export const summary = (name: string, help: string, {states}: Summaries): string =>
  states.length === 0
    ? ''
    : `${head(name, 'summary', help)}${states
        .map(({labels, count, sum, quantiles}) => {
          const values = quantiles.map(
            ({quantile, value}) => `${name}${braces(labels, `quantile="${quantile}"`)} ${value}\n`,
          )
          return `${values.join('')}${name}_sum${braces(labels)} ${sum}\n${name}_count${braces(labels)} ${count}\n`
        })
        .join('')}`

function lines(name: string, {labels, buckets, count, sum}: Histogram, bounds: readonly number[]): string {
  const rows = bounds.map((bound, index) => [formatBound(bound), buckets[index] ?? 0] as const)
  const all = [...rows, ['+Inf', count] as const]
  const texts = all.map(([le, value]) => `${name}_bucket${braces({...labels, le})} ${value}\n`)
  return `${texts.join('')}${name}_sum${braces(labels)} ${sum}\n${name}_count${braces(labels)} ${count}\n`
}

/** As Go's `%g` has it, a label's value: exponents of two digits from a million on and below a ten-thousandth. */
function formatBound(bound: number): string {
  if (bound === 0 || (bound < 1e6 && bound >= 1e-4)) return String(bound)
  const [digits = '', exponent = '0'] = bound.toExponential().split('e')
  const power = Number(exponent)
  return `${Number(Number(digits).toPrecision(15))}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

const head = (name: string, type: string, help: string): string => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`

/** `last` stands after all others, whatever its name. */
function braces(labels: Labels, last?: string): string {
  const names = Object.keys(labels)
  if (names.length === 0) return last ? `{${last}}` : ''
  const ordered = names.filter(name => name !== 'le').sort()
  if ('le' in labels) ordered.push('le')
  const written = ordered.map(name => `${name}="${escaped(labels[name] ?? '')}"`)
  return `{${[...written, ...(last ? [last] : [])].join(',')}}`
}

const escaped = (value: string): string => value.replace(/[\\"\n]/g, found => (found === '\n' ? '\\n' : `\\${found}`))
