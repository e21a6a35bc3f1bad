import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {DaemonSet} from '../../../../api/kinds.ts'
import {validatePodTemplate} from '../../core/pod/validate/index.ts'
import {immutable} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {amount, atMostWhole, nonNegativeOrPercent} from '../../validation/int-or-percent.ts'
import {isEmptySelector, validateLabelSelector} from '../../validation/labels.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {isUsableSelector, selectorMatchesTemplate} from '../../validation/selector.ts'
import {collisionCount, nonNegativeCounts} from '../../validation/statuses.ts'
import {lastingErrors} from '../template.ts'

type Spec = NonNullable<DaemonSet['spec']>

export const validateDaemonSet = ({spec}: DaemonSet): FieldError[] => [...specErrors('spec', spec as Spec)]

export const validateDaemonSetUpdate = ({spec}: DaemonSet, old: DaemonSet): FieldError[] => [
  ...immutable('spec.selector', spec?.selector, old.spec?.selector),
  ...specErrors('spec', spec as Spec, old.spec),
]

export const validateDaemonSetStatus = ({status}: DaemonSet, old: DaemonSet): FieldError[] => [
  ...nonNegativeCounts('status', status, [
    'currentNumberScheduled',
    'numberMisscheduled',
    'desiredNumberScheduled',
    'numberReady',
    'observedGeneration',
    'updatedNumberScheduled',
    'numberAvailable',
    'numberUnavailable',
    'collisionCount',
  ]),
  ...collisionCount('status', status?.collisionCount, old.status?.collisionCount),
]

function* specErrors(path: string, spec: Spec, old?: Spec): Errors {
  const {selector, template, updateStrategy} = spec
  yield* validateLabelSelector(`${path}.selector`, selector)
  if (isUsableSelector(selector)) yield* selectorMatchesTemplate(`${path}.template`, selector, template)
  if (selector && isEmptySelector(selector))
    yield invalidValue(`${path}.selector`, selector, 'empty selector is invalid for daemonset')
  yield* validatePodTemplate(`${path}.template`, template, old?.template)
  yield* lastingErrors(`${path}.template`, template, 'DaemonSet')
  yield* nonNegative(`${path}.minReadySeconds`, spec.minReadySeconds)
  yield* strategyErrors(`${path}.updateStrategy`, updateStrategy ?? {})
  yield* nonNegative(`${path}.revisionHistoryLimit`, spec.revisionHistoryLimit)
}

type Strategy = NonNullable<Spec['updateStrategy']>

function* strategyErrors(path: string, {type, rollingUpdate}: Strategy): Errors {
  if (type === 'OnDelete') return
  if (type !== 'RollingUpdate') {
    const shown = rollingUpdate
      ? {MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0}
      : null
    yield notSupported(path, {Type: type ?? '', RollingUpdate: shown}, ['RollingUpdate', 'OnDelete'])
    return
  }
  const at = `${path}.rollingUpdate`
  const {maxUnavailable = 0, maxSurge = 0} = rollingUpdate ?? {}
  yield* nonNegativeOrPercent(`${at}.maxUnavailable`, maxUnavailable)
  yield* nonNegativeOrPercent(`${at}.maxSurge`, maxSurge)
  yield* atMostWhole(`${at}.maxUnavailable`, maxUnavailable)
  yield* atMostWhole(`${at}.maxSurge`, maxSurge)
  const [unavailable, surge] = [amount(maxUnavailable) !== 0, amount(maxSurge) !== 0]
  if (unavailable && surge)
    yield invalidValue(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero')
  else if (!unavailable && !surge) yield required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')
}
