import {add, type CallEstimate, cost, fixed, most, type Node, type Range, scaled, times} from './range.ts'

interface Call {
  name: string
  id: string
  receiver: Node | undefined
  nodes: readonly Node[]
}

type Sizes = (node: Node) => Range

/** What a call of one of Kubernetes' functions, or of CEL's extended ones, costs besides its arguments; undefined of others. */
export function estimateKubernetesCall({name, id, receiver, nodes}: Call, sizeOf: Sizes): CallEstimate | undefined {
  const argument = nodes[0] && sizeOf(nodes[0])
  const target = receiver && sizeOf(receiver)
  switch (name) {
    case 'check':
      return cost(fixed(350_000))
    case 'isSorted':
    case 'sum':
    case 'max':
    case 'min':
    case 'indexOf':
    case 'lastIndexOf':
      return receiver && overItems(receiver, sizeOf)
    case 'url':
      return argument && {cost: scaled(argument, 0.1), size: argument}
    case 'lowerAscii':
    case 'upperAscii':
    case 'substring':
    case 'trim':
      return target && {cost: scaled(target, 0.1), size: target}
    case 'replace':
      return target && {cost: scaled(target, 0.2), size: replacedSize(target, sizeOf(nodes[0]!), sizeOf(nodes[1]!))}
    case 'split':
      return target && {cost: scaled(target, 0.2), size: {min: 0, max: splitMost(nodes[1], target.max)}}
    case 'join':
      return receiver && joinEstimate(receiver, nodes[0], sizeOf)
    case 'find':
    case 'findAll': {
      if (!target || !argument) return undefined
      const total = times(scaled(add(target, fixed(1)), 0.1), scaled(argument, 0.25))
      return {cost: total, size: {min: 0, max: target.max}}
    }
    case 'cidr':
    case 'isIP':
    case 'isCIDR':
    case 'quantity':
    case 'isQuantity':
    case 'semver':
    case 'isSemver':
      return argument && cost(scaled(argument, 0.1))
    case 'ip':
      return id === 'cidr_ip' ? cost(fixed(1)) : argument && cost(scaled(argument, 0.1))
    case 'ip.isCanonical':
      return argument && cost(scaled(argument, 0.2))
    case 'containsIP':
      return cost(withText({min: 1, max: 4}, id === 'cidr_contains_ip_string', argument))
    case 'containsCIDR':
      return cost(withText({min: 3, max: 7}, id === 'cidr_contains_cidr_string', argument))
    case 'validate':
      return argument && cost(scaled(scaled(argument, 0.1), 128 * 0.25))
    case '_==_':
      return sameOpaque(nodes) ? cost(fixed(1)) : undefined
  }
  return nominal.has(name) && (receiver !== undefined || name === 'format.named') ? cost(fixed(1)) : undefined
}

const nominal = new Set(
  'serviceAccount path group resource subresource namespace name allowed reason error errored masked prefixLength family isUnspecified isLoopback isLinkLocalMulticast isLinkLocalUnicast isGlobalUnicast format.named sign asInteger isInteger asApproximateFloat isGreaterThan isLessThan compareTo add sub major minor patch getScheme getHostname getHost getPort getEscapedPath getQuery'.split(
    ' ',
  ),
)

const withText = (base: Range, parses: boolean, text: Range | undefined): Range =>
  parses && text ? add(base, scaled(text, 0.1)) : base

function overItems(list: Node, sizeOf: Sizes): CallEstimate {
  const item = itemOf(list)
  if (!item) return cost(scaled(sizeOf(list), 0.1))
  const {kind} = item.type
  const each = kind === 'string' || kind === 'bytes' ? add(fixed(1), scaled(sizeOf(item), 0.1)) : fixed(1)
  return cost(times(sizeOf(list), each))
}

function itemOf({type, path}: Node): Node | undefined {
  const [item] = type.params
  return item && {type: item, path: path.length > 0 ? [...path, '@items'] : []}
}

function replacedSize(text: Range, from: Range, to: Range): Range {
  const count: Range = {min: 0, max: 0}
  const kept: Range = {min: 0, max: 0}
  if (from.min === 0) {
    count.max = text.max < most ? text.max + 1 : text.max
    kept.max = text.max
  } else if (to.max <= from.min) kept.max = text.max
  else count.max = Math.ceil(text.max / from.min)
  if (from.max === 0) {
    count.min = text.min < most ? text.min + 1 : text.min
    kept.min = text.min
  } else if (from.max <= to.min) kept.min = text.min
  else count.min = Math.ceil(text.min / from.max)
  return add(times(count, to), kept)
}

function splitMost(limit: Node | undefined, otherwise: number): number {
  const literal = limit?.expression?.op === 'literal' ? limit.expression.value : undefined
  return typeof literal === 'bigint' ? Number(BigInt.asUintN(64, literal)) : otherwise
}

function joinEstimate(list: Node, separator: Node | undefined, sizeOf: Sizes): CallEstimate {
  const count = sizeOf(list)
  const item = itemOf(list)
  let size = item ? times(count, sizeOf(item)) : fixed(0)
  if (separator) {
    const gaps = {min: Math.max(count.min - 1, 0), max: Math.max(count.max - 1, 0)}
    size = add(size, times(sizeOf(separator), gaps))
  }
  return {cost: scaled(size, 0.1), size}
}

const constantTime = new Set([
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.Semver',
  'kubernetes.authorization.Authorizer',
  'kubernetes.authorization.PathCheck',
  'kubernetes.authorization.GroupCheck',
  'kubernetes.authorization.ResourceCheck',
  'kubernetes.authorization.Decision',
])

function sameOpaque([left, right]: readonly Node[]): boolean {
  return (
    left !== undefined && right !== undefined && left.type.name === right.type.name && constantTime.has(left.type.name)
  )
}
