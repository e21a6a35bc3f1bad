import {invalidValue} from '../../../api/field-error.ts'
import {isPercent} from '../../../api/names.ts'
import {type Errors, invalidBecause} from './errors.ts'
import {nonNegative} from './numbers.ts'

export type IntOrPercent = number | string

/** A number that is not negative, or a percentage. */
export function* nonNegativeOrPercent(path: string, value: IntOrPercent): Errors {
  if (typeof value === 'string') yield* invalidBecause(path, value, isPercent(value))
  else yield* nonNegative(path, value)
}

export function* atMostWhole(path: string, value: IntOrPercent): Errors {
  if (typeof value === 'string' && isPercent(value).length === 0 && amount(value) > 100)
    yield invalidValue(path, value, 'must not be greater than 100%')
}

/** The number itself, or how many percent. */
export const amount = (value: IntOrPercent): number =>
  typeof value === 'number' ? value : Number.parseInt(value, 10) || 0
