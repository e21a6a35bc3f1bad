import {actualSize, traversalCost} from '../run/sizes.ts'
import {CelOpaque} from '../run/values.ts'

const traversal = 0.1
const regexp = 0.25

/** What a call of a function has cost, by what went in and came out. */
export function callCost(name: string, overload: string, args: readonly unknown[], result: unknown): number {
  if (arithmetic.has(overload)) return 1
  const size = (index: number): number => actualSize(args[index])
  const scan = (index: number, factor = 1): number => Math.ceil(size(index) * factor * traversal)
  switch (name) {
    case 'check':
      return overload.endsWith('_check') ? 350_000 : 1
    case 'fieldSelector':
    case 'labelSelector':
      return 10 + scan(1) + Math.ceil(Math.ceil(size(1) * 0.5) * 50)
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return traversalCost(args[0])
    case 'url':
    case 'jsonpatch.escapeKey':
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
      return scan(0)
    case 'replace':
    case 'split':
    case 'ip.isCanonical':
      return scan(0, 2)
    case 'join':
      return Math.ceil(actualSize(result) * 2 * traversal)
    case 'find':
    case 'findAll':
      return Math.ceil((1 + size(0)) * traversal) * Math.ceil(size(1) * regexp)
    case 'ip':
      return overload === 'cidr_ip' ? 1 : scan(0)
    case 'containsIP':
      return 1 + (overload === 'cidr_contains_ip_string' ? scan(1) : 0)
    case 'containsCIDR':
      return 3 + (overload === 'cidr_contains_cidr_string' ? scan(1) : 0)
    case 'validate':
      return Math.ceil((1 + size(1)) * traversal) * Math.ceil(formatSize(args[0]) * regexp)
    case '_==_':
      if (args[0] instanceof CelOpaque) return 1
  }
  switch (overload) {
    case 'starts_with_string':
    case 'ends_with_string':
    case 'string_to_bytes':
    case 'bytes_to_string':
    case 'strings_quote':
    case 'string_format':
      return scan(0)
    case 'in_list':
      return size(1)
    case 'add_string':
    case 'add_bytes':
      return Math.ceil((size(0) + size(1)) * traversal)
    case 'matches':
    case 'matches_string':
      return Math.ceil((1 + size(0)) * traversal) * Math.ceil(size(1) * regexp)
    case 'contains_string':
      return scan(0) * scan(1)
  }
  if (comparesSizes(name, overload)) return Math.ceil(Math.min(size(0), size(1)) * traversal)
  return 1
}

const comparesSizes = (name: string, overload: string): boolean =>
  name === '_==_' || name === '_!=_' || comparisons.has(overload)

/** What numbers do is asked for most, and costs the same whatever they are. */
const arithmetic = new Set(
  ['add', 'subtract', 'multiply', 'divide', 'modulo', 'less', 'less_equals', 'greater', 'greater_equals'].flatMap(
    what => [`${what}_int64`, `${what}_uint64`, `${what}_double`],
  ),
)

const comparisons = new Set(
  ['less', 'less_equals', 'greater', 'greater_equals'].flatMap(order => [`${order}_string`, `${order}_bytes`]),
)

const formatSize = (format: unknown): number =>
  typeof format === 'object' && format !== null && 'regexSize' in format ? Number(format.regexSize) : 128
