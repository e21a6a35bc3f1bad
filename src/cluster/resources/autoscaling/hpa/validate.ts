import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import type {Features} from '../../gated-fields.ts'
import {type Errors, each, supportedWord} from '../../validation/errors.ts'
import {isNegative} from '../../validation/quantities.ts'
import {nonNegativeCounts} from '../../validation/statuses.ts'
import {validateMetric} from './metrics.ts'
import {type Spec, scaleTargetErrors} from './target.ts'

type Rules = NonNullable<NonNullable<Spec['behavior']>['scaleUp']>

export const validateAutoscaler = (
  {spec}: HorizontalPodAutoscaler,
  old: HorizontalPodAutoscaler | undefined,
  features: Features,
): FieldError[] => {
  const toZero = features.enabled('HPAScaleToZero') || old?.spec?.minReplicas === 0
  return [...specErrors((spec ?? {}) as Spec, old?.spec, toZero ? 0 : 1)]
}

export const validateAutoscalerStatus = ({status}: HorizontalPodAutoscaler): FieldError[] => [
  ...nonNegativeCounts('status', status, ['currentReplicas', 'desiredReplicas']),
]

function* specErrors(spec: Spec, old: Spec | undefined, fewest: number): Errors {
  const {minReplicas, maxReplicas = 0, metrics, behavior} = spec
  if (minReplicas !== undefined && minReplicas < fewest)
    yield invalidValue('spec.minReplicas', minReplicas, `must be greater than or equal to ${fewest}`)
  if (maxReplicas < 1) yield invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than 0')
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    yield invalidValue('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')
  yield* scaleTargetErrors('spec.scaleTargetRef', spec.scaleTargetRef, old?.scaleTargetRef)
  yield* each('spec.metrics', metrics, validateMetric)
  const scales = (metrics ?? []).some(({type}) => type === 'Object' || type === 'External')
  if (minReplicas === 0 && !scales)
    yield forbiddenField(
      'spec.metrics',
      'must specify at least one Object or External metric to support scaling to zero replicas',
    )
  yield* ruleErrors('spec.behavior.scaleUp', behavior?.scaleUp)
  yield* ruleErrors('spec.behavior.scaleDown', behavior?.scaleDown)
}

const longestWindow = 3600
const longestPeriod = 1800

function* ruleErrors(path: string, rules: Rules | undefined): Errors {
  if (!rules) return
  const window = rules.stabilizationWindowSeconds
  const at = `${path}.stabilizationWindowSeconds`
  if (window !== undefined && window < 0) yield invalidValue(at, window, 'must be greater than or equal to zero')
  if (window !== undefined && window > longestWindow)
    yield invalidValue(at, window, `must be less than or equal to ${longestWindow}`)
  yield* supportedWord(`${path}.selectPolicy`, rules.selectPolicy, ['Disabled', 'Max', 'Min'])
  if (!rules.policies?.length) yield required(`${path}.policies`, 'must specify at least one Policy')
  yield* each(`${path}.policies`, rules.policies, function* ({type, value, periodSeconds}, here) {
    if (type !== 'Pods' && type !== 'Percent') yield notSupported(`${here}.type`, type, ['Percent', 'Pods'])
    if (value <= 0) yield invalidValue(`${here}.value`, value, 'must be greater than zero')
    if (periodSeconds <= 0) yield invalidValue(`${here}.periodSeconds`, periodSeconds, 'must be greater than zero')
    if (periodSeconds > longestPeriod)
      yield invalidValue(`${here}.periodSeconds`, periodSeconds, `must be less than or equal to ${longestPeriod}`)
  })
  if (rules.tolerance !== undefined && isNegative(rules.tolerance))
    yield invalidValue(`${path}.tolerance`, rules.tolerance, 'must be greater than or equal to 0')
}
