import {duplicate, invalidValue, required} from '../../../../../api/field-error.ts'
import type {PodSpec} from '../../../../../api/kinds.ts'
import {type Errors, supportedWord} from '../../../validation/errors.ts'
import {validateLabelSelector} from '../../../validation/labels.ts'
import {positive} from '../../../validation/numbers.ts'
import {validateLabelKeys} from './label-keys.ts'
import type {PodRules} from './options.ts'

type Constraint = NonNullable<PodSpec['topologySpreadConstraints']>[number]

export function* validateTopologySpread(
  path: string,
  constraints: readonly Constraint[] | undefined,
  rules: PodRules,
): Errors {
  for (const [index, constraint] of (constraints ?? []).entries()) {
    const at = `${path}[${index}]`
    const {maxSkew, topologyKey, whenUnsatisfiable, minDomains} = constraint
    yield* positive(`${at}.maxSkew`, maxSkew)
    if (!topologyKey) yield required(`${at}.topologyKey`, 'can not be empty')
    yield* supportedWord(`${at}.whenUnsatisfiable`, whenUnsatisfiable ?? '', ['DoNotSchedule', 'ScheduleAnyway'])
    const repeated = (constraints ?? [])
      .slice(index + 1)
      .some(other => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable)
    if (repeated) yield duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${whenUnsatisfiable}}`)
    if (minDomains !== undefined) yield* validateMinDomains(`${at}.minDomains`, minDomains, whenUnsatisfiable)
    yield* supportedWord(`${at}.nodeAffinityPolicy`, constraint.nodeAffinityPolicy, ['Honor', 'Ignore'])
    yield* supportedWord(`${at}.nodeTaintsPolicy`, constraint.nodeTaintsPolicy, ['Honor', 'Ignore'])
    yield* validateLabelKeys(at, constraint)
    if (!rules.anySpreadSelector) yield* validateLabelSelector(`${at}.labelSelector`, constraint.labelSelector)
  }
}

function* validateMinDomains(path: string, minDomains: number, action: string): Errors {
  yield* positive(path, minDomains)
  if (action !== 'DoNotSchedule')
    yield invalidValue(path, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`)
}
