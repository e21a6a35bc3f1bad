import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {PodDisruptionBudget} from '../../../../api/kinds.ts'
import {conditionErrors} from '../../validation/conditions.ts'
import {type Errors, supportedWord} from '../../validation/errors.ts'
import {atMostWhole, nonNegativeOrPercent} from '../../validation/int-or-percent.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {nonNegativeCounts} from '../../validation/statuses.ts'

type Spec = NonNullable<PodDisruptionBudget['spec']>

export const validatePodDisruptionBudget = ({spec}: PodDisruptionBudget): FieldError[] => [...specErrors(spec ?? {})]

export const validatePodDisruptionBudgetStatus = ({status}: PodDisruptionBudget): FieldError[] => [
  ...conditionErrors('status.conditions', status?.conditions),
  ...nonNegativeCounts('status', status, ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']),
]

function* specErrors(spec: Spec): Errors {
  const {minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy} = spec
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    yield invalidValue(
      'spec',
      {
        MinAvailable: minAvailable,
        Selector: selector ?? null,
        MaxUnavailable: maxUnavailable,
        UnhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? null,
      },
      'minAvailable and maxUnavailable cannot be both set',
    )
  for (const [field, value] of Object.entries({minAvailable, maxUnavailable})) {
    if (value === undefined) continue
    yield* nonNegativeOrPercent(`spec.${field}`, value)
    yield* atMostWhole(`spec.${field}`, value)
  }
  yield* validateLabelSelector('spec.selector', selector)
  yield* supportedWord('spec.unhealthyPodEvictionPolicy', unhealthyPodEvictionPolicy, [
    'AlwaysAllow',
    'IfHealthyBudget',
  ])
}
