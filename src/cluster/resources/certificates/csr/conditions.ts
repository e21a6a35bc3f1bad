import {duplicate, invalidValue, required} from '../../../../api/field-error.ts'
import type {CertificateSigningRequest} from '../../../../api/kinds.ts'
import {timestamp} from '../../../runtime/clock.ts'
import {type Errors, requiredWord} from '../../validation/errors.ts'

type Condition = NonNullable<NonNullable<CertificateSigningRequest['status']>['conditions']>[number]

const verdicts = ['Approved', 'Denied', 'Failed']

/** What is wrong with a request's conditions, but for what was wrong with them before. */
export function* conditionErrors(
  path: string,
  conditions: readonly Condition[],
  before: readonly Condition[] = [],
): Errors {
  const tolerant = {
    untyped: before.some(({type}) => !type),
    torn: ['Approved', 'Denied'].every(verdict => before.some(({type}) => type === verdict)),
    twice: before.some(({type}, index) => before.findIndex(other => other.type === type) < index),
  }
  const seen = new Set<string>()
  for (const [index, {type, status}] of conditions.entries()) {
    const at = `${path}[${index}]`
    if (!type && !tolerant.untyped) yield required(`${at}.type`)
    yield* requiredWord(`${at}.status`, status, verdicts.includes(type) ? ['True'] : ['False', 'True', 'Unknown'])
    const opposite = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined
    if (opposite && seen.has(opposite) && !tolerant.torn)
      yield invalidValue(path, type, 'Approved and Denied conditions are mutually exclusive')
    if (seen.has(type) && !tolerant.twice) yield duplicate(`${at}.type`, type)
    seen.add(type)
  }
}

/** Fills the times that a client has left out; a condition that was there already keeps its last transition. */
export function stampConditions(request: CertificateSigningRequest, old: CertificateSigningRequest, now: number): void {
  const stamp = timestamp(now)
  for (const condition of request.status?.conditions ?? []) {
    const same = (other: Condition) =>
      other.type === condition.type && other.status === condition.status && other.lastTransitionTime
    condition.lastUpdateTime ??= stamp
    condition.lastTransitionTime ??= old.status?.conditions?.find(same)?.lastTransitionTime ?? stamp
  }
}
