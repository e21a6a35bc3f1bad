import {forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {isDns1123Label, isPathSegmentName} from '../../../../api/names.ts'
import {compareQuantities} from '../../../../api/quantity.ts'
import {type Errors, requiredString} from '../../validation/errors.ts'
import {validateContainerResourceName} from '../../validation/quantities.ts'
import {type Spec, targetErrors} from './target.ts'

type Metric = NonNullable<Spec['metrics']>[number]
type Target = NonNullable<Metric['resource']>['target']

const types = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource']
const order = ['object', 'external', 'pods', 'resource', 'containerResource'] as const

/** A metric has one source, of the kind that its type says. */
export function* validateMetric(metric: Metric, path: string): Errors {
  if (!metric.type) yield required(`${path}.type`, 'must specify a metric source type')
  if (!types.includes(metric.type)) yield notSupported(`${path}.type`, metric.type ?? '', types)
  const present = order.filter(kind => metric[kind])
  if (present[0]) yield* sourceErrors(`${path}.${present[0]}`, metric, present[0])
  const expected = order.find(kind => kind.toLowerCase() === metric.type?.toLowerCase())
  if (!expected) yield notSupported(`${path}.type`, metric.type ?? '', types)
  else if (!metric[expected])
    yield required(`${path}.${expected}`, 'must populate information for the given metric source')
  if (present.length === 1) return
  for (const kind of present)
    if (kind !== expected) yield forbiddenField(`${path}.${kind}`, 'must populate the given metric source only')
}

function* sourceErrors(path: string, metric: Metric, kind: (typeof order)[number]): Errors {
  const source = metric[kind] as {target: Target; metric?: {name?: string}}
  if (kind === 'object' && metric.object) yield* targetErrors(`${path}.describedObject`, metric.object.describedObject)
  if (kind === 'resource' && !metric.resource?.name) yield required(`${path}.name`, 'must specify a resource name')
  if (kind === 'containerResource' && metric.containerResource) {
    const {name, container} = metric.containerResource
    if (!name) yield required(`${path}.name`, 'must specify a resource name')
    else yield* validateContainerResourceName(`${path}.name`, name)
    yield* requiredString(`${path}.container`, container, isDns1123Label, 'must specify a container')
  }
  if (kind === 'object' || kind === 'external' || kind === 'pods')
    yield* requiredString(`${path}.metric.name`, source.metric?.name, isPathSegmentName, 'must specify a metric name')
  yield* valueErrors(`${path}.target`, source.target)
  yield* choiceErrors(`${path}.target`, kind, source.target)
}

function* valueErrors(path: string, {type, value, averageValue, averageUtilization}: Target): Errors {
  if (!type) yield required(`${path}.type`, 'must specify a metric target type')
  if (!['Utilization', 'Value', 'AverageValue'].includes(type))
    yield invalidValue(`${path}.type`, type ?? '', 'must be either Utilization, Value, or AverageValue')
  for (const [field, amount] of Object.entries({value, averageValue}))
    if (amount !== undefined && compareQuantities(amount, '0') <= 0)
      yield invalidValue(`${path}.${field}`, amount, 'must be positive')
  if (averageUtilization !== undefined && averageUtilization < 1)
    yield invalidValue(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0')
}

function* choiceErrors(path: string, kind: (typeof order)[number], target: Target): Errors {
  const {value, averageValue, averageUtilization} = target
  const [hasValue, hasAverage, hasUse] = [value, averageValue, averageUtilization].map(one => one !== undefined)
  if (kind === 'object' && !hasValue && !hasAverage)
    yield required(`${path}.averageValue`, 'must set either a target value or averageValue')
  if (kind === 'external' && !hasValue && !hasAverage)
    yield required(`${path}.averageValue`, 'must set either a target value for metric or a per-pod target')
  if (kind === 'external' && hasValue && hasAverage)
    yield forbiddenField(`${path}.value`, 'may not set both a target value for metric and a per-pod target')
  if (kind === 'pods' && !hasAverage)
    yield required(`${path}.averageValue`, 'must specify a positive target averageValue')
  if (kind !== 'resource' && kind !== 'containerResource') return
  if (!hasUse && !hasAverage)
    yield required(`${path}.averageUtilization`, 'must set either a target raw value or a target utilization')
  if (hasUse && hasAverage)
    yield forbiddenField(`${path}.averageValue`, 'may not set both a target raw value and a target utilization')
}
