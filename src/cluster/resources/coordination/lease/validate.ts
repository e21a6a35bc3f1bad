import {type FieldError, forbiddenField, invalidValue, notSupported} from '../../../../api/field-error.ts'
import type {Lease} from '../../../../api/kinds.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'

export const validateLease = ({spec}: Lease): FieldError[] => [...specErrors(spec ?? {})]

function* specErrors(spec: NonNullable<Lease['spec']>): Errors {
  const {leaseDurationSeconds, leaseTransitions, strategy, preferredHolder} = spec
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0)
    yield invalidValue('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0')
  yield* nonNegative('spec.leaseTransitions', leaseTransitions)
  if (strategy !== undefined) yield* strategyErrors('spec.strategy.strategy', strategy)
  if (preferredHolder && !strategy)
    yield forbiddenField('spec.preferredHolder', 'may only be specified if `strategy` is defined')
}

function* strategyErrors(path: string, strategy: string): Errors {
  if (strategy.includes('/')) yield* invalidBecause(path, strategy, isQualifiedName(strategy))
  else if (strategy !== 'OldestEmulationVersion') yield notSupported(path, strategy, ['OldestEmulationVersion'])
}
