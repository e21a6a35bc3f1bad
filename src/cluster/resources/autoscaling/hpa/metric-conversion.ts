type Fields = Record<string, unknown>

/** How v1's annotations name what v2 has in `target` (or `current`) and `metric`: a metric of each type, v1 to v2 and back. */
const kinds = {
  resource: {value: 'AverageValue', utilization: 'AverageUtilization', metric: false, described: false},
  containerResource: {value: 'AverageValue', utilization: 'AverageUtilization', metric: false, described: false},
  pods: {value: 'AverageValue', metric: true, described: false},
  object: {value: 'Value', average: 'averageValue', metric: true, described: true},
  external: {value: 'Value', average: 'AverageValue', metric: true, described: false},
} as const

type Kind = (typeof kinds)[keyof typeof kinds]
/** Wanted values are in `target`, seen ones in `current`. */
type Side = 'target' | 'current'

export const metricToV1 = (metric: Fields, side: Side): Fields =>
  mapped(metric, (source, kind) => {
    const {metric: named, describedObject, [side]: values, ...rest} = source as Fields & {metric?: Fields}
    const {value, averageValue, averageUtilization} = (values ?? {}) as Fields
    const main = kind.value === 'Value' ? value : averageValue
    // What is seen is always written, and so is an object's target.
    const unset = side === 'current' || kind.described ? '0' : undefined
    return inOrder(kind, side, {
      ...rest,
      ...(kind.described && {target: describedObject}),
      ...(kind.metric && {metricName: named?.['name'], [selectorName(kind)]: named?.['selector']}),
      ...('utilization' in kind && {[`${side}${kind.utilization}`]: averageUtilization}),
      [`${side}${kind.value}`]: main ?? unset,
      ...('average' in kind && {[averageName(kind, side)]: averageValue}),
    })
  })

export const metricToV2 = (metric: Fields, side: Side): Fields =>
  mapped(metric, (source, kind) => {
    const utilization = 'utilization' in kind ? source[`${side}${kind.utilization}`] : undefined
    const first = source[`${side}${kind.value}`]
    const average = 'average' in kind ? source[averageName(kind, side)] : undefined
    const values = {
      value: kind.value === 'Value' ? first : undefined,
      averageValue: kind.value === 'Value' ? average : first,
      averageUtilization: utilization,
    }
    const type = typeOf(kind, values)
    return compact({
      name: source['name'],
      container: source['container'],
      describedObject: kind.described ? source['target'] : undefined,
      metric: kind.metric
        ? compact({name: source['metricName'] ?? '', selector: source[selectorName(kind)]})
        : undefined,
      [side]: compact({...(side === 'target' && {type}), ...values}),
    })
  })

function typeOf(kind: Kind, {value, averageValue, averageUtilization}: Fields): string {
  if (kind.described) return averageValue === undefined ? 'Value' : 'AverageValue'
  if (kind.value === 'Value') return value === undefined ? 'AverageValue' : 'Value'
  return averageUtilization === undefined ? 'AverageValue' : 'Utilization'
}

const selectorName = (kind: Kind): string => (kind === kinds.external ? 'metricSelector' : 'selector')

const averageName = (kind: Kind, side: Side): string =>
  kind === kinds.external ? `${side}AverageValue` : 'averageValue'

/** The order of Go's fields, which is that of the annotation's text. */
function inOrder(kind: Kind, side: Side, fields: Fields): Fields {
  const names =
    kind === kinds.external
      ? ['metricName', 'metricSelector', `${side}Value`, `${side}AverageValue`]
      : kind === kinds.object
        ? ['target', 'metricName', `${side}Value`, 'selector', 'averageValue']
        : kind === kinds.pods
          ? ['metricName', `${side}AverageValue`, 'selector']
          : ['name', `${side}AverageUtilization`, `${side}AverageValue`, 'container']
  return compact(Object.fromEntries(names.map(name => [name, fields[name]])))
}

function mapped(metric: Fields, change: (source: Fields, kind: Kind) => Fields): Fields {
  const entries = Object.entries(kinds).flatMap(([name, kind]): [string, Fields][] => {
    const source = metric[name]
    return source ? [[name, change(source as Fields, kind)]] : []
  })
  return {type: metric['type'], ...Object.fromEntries(entries)}
}

const compact = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
