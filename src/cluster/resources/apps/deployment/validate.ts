import {type FieldError, forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {Deployment} from '../../../../api/kinds.ts'
import {immutable} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {amount, atMostWhole, nonNegativeOrPercent} from '../../validation/int-or-percent.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {atMostReplicas, availableAtMostReady, collisionCount, nonNegativeCounts} from '../../validation/statuses.ts'
import {validateSelectedTemplate} from '../template.ts'

type Spec = NonNullable<Deployment['spec']>

export const validateDeployment = ({spec}: Deployment): FieldError[] => [...specErrors('spec', spec as Spec)]

export const validateDeploymentUpdate = ({spec}: Deployment, old: Deployment): FieldError[] => [
  ...specErrors('spec', spec as Spec, old.spec),
  ...immutable('spec.selector', spec?.selector, old.spec?.selector),
]

export const validateDeploymentStatus = ({status}: Deployment, old: Deployment): FieldError[] => [
  ...nonNegativeCounts('status', status, counts),
  ...atMostReplicas('status', status, ['updatedReplicas', 'readyReplicas', 'availableReplicas']),
  ...availableAtMostReady('status', status),
  ...collisionCount('status', status?.collisionCount, old.status?.collisionCount),
]

const counts = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
]

function* specErrors(path: string, spec: Spec, old?: Spec): Errors {
  const {progressDeadlineSeconds, minReadySeconds = 0} = spec
  yield* nonNegative(`${path}.replicas`, spec.replicas)
  yield* validateSelectedTemplate(path, spec, old)
  yield* strategyErrors(`${path}.strategy`, spec.strategy)
  yield* nonNegative(`${path}.minReadySeconds`, minReadySeconds)
  yield* nonNegative(`${path}.revisionHistoryLimit`, spec.revisionHistoryLimit)
  if (progressDeadlineSeconds === undefined) return
  yield* nonNegative(`${path}.progressDeadlineSeconds`, progressDeadlineSeconds)
  if (progressDeadlineSeconds <= minReadySeconds)
    yield invalidValue(
      `${path}.progressDeadlineSeconds`,
      progressDeadlineSeconds,
      'must be greater than minReadySeconds',
    )
}

function* strategyErrors(path: string, {type, rollingUpdate}: NonNullable<Spec['strategy']> = {}): Errors {
  if (type === 'Recreate') {
    if (rollingUpdate)
      yield forbiddenField(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")
  } else if (type === 'RollingUpdate') {
    if (!rollingUpdate) yield required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')
    else yield* rollingUpdateErrors(`${path}.rollingUpdate`, rollingUpdate)
  } else {
    yield notSupported(path, {Type: type ?? '', RollingUpdate: shown(rollingUpdate)}, ['Recreate', 'RollingUpdate'])
  }
}

type RollingUpdate = NonNullable<NonNullable<Spec['strategy']>['rollingUpdate']>

const shown = (rollingUpdate: RollingUpdate | undefined) =>
  rollingUpdate ? {MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0} : null

function* rollingUpdateErrors(path: string, {maxUnavailable = 0, maxSurge = 0}: RollingUpdate): Errors {
  yield* nonNegativeOrPercent(`${path}.maxUnavailable`, maxUnavailable)
  yield* nonNegativeOrPercent(`${path}.maxSurge`, maxSurge)
  if (amount(maxUnavailable) === 0 && amount(maxSurge) === 0)
    yield invalidValue(`${path}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')
  yield* atMostWhole(`${path}.maxUnavailable`, maxUnavailable)
}
