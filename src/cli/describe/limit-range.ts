import {compareKeys} from '../../api/json/index.ts'
import type {LimitRange} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'

const titles = ['Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio']
const dashes = titles.map(title => '-'.repeat(title.length)).join('\t')

/** A LimitRange as a table. */
export const limitRange = describer<LimitRange>(
  (object, out) => {
    out.field(0, 'Name', object.metadata.name)
    out.field(0, 'Namespace', object.metadata.namespace)
    out.line(0, titles.join('\t'))
    out.line(0, dashes)
    writeLimits(out, object, '')
  },
  {events: false},
)

/** The head of the table of a namespace's limits. */
export function writeNamespaceLimits(out: Description, limits: readonly LimitRange[]): void {
  if (limits.length === 0) return out.line(0, 'No LimitRange resource.')
  out.line(0, `Resource Limits\n ${titles.join('\t')}`)
  out.line(0, ` ${dashes}`)
}

/** A line for every resource of every limit. */
export function writeLimits(out: Description, {spec}: LimitRange, indent: string): void {
  for (const {
    type,
    max = {},
    min = {},
    default: limit = {},
    defaultRequest = {},
    maxLimitRequestRatio = {},
  } of spec?.limits ?? []) {
    const columns = [min, max, defaultRequest, limit, maxLimitRequestRatio]
    const resources = [...new Set(columns.flatMap(Object.keys))].sort(compareKeys)
    for (const resource of resources)
      out.line(0, [`${indent}${type}`, resource, ...columns.map(amounts => amounts[resource] ?? '-')].join('\t'))
  }
}
