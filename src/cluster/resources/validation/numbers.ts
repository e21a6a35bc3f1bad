import {invalidValue} from '../../../api/field-error.ts'
import {type Errors, noErrors} from './errors.ts'

export const maxInt32 = 2_147_483_647

export const nonNegative = (path: string, value: number | undefined): Errors =>
  value !== undefined && value < 0 ? [invalidValue(path, value, 'must be greater than or equal to 0')] : noErrors

export function* positive(path: string, value: number | undefined): Errors {
  if ((value ?? 0) <= 0) yield invalidValue(path, value ?? 0, 'must be greater than zero')
}

export const inclusiveRange = (lowest: number, highest: number): string =>
  `must be between ${lowest} and ${highest}, inclusive`

/** A user or group id. */
export function* validId(path: string, value: number | undefined): Errors {
  if (value !== undefined && (value < 0 || value > maxInt32))
    yield invalidValue(path, value, inclusiveRange(0, maxInt32))
}

/** File permissions, such as 0644. */
export function* fileMode(path: string, value: number | undefined): Errors {
  if (value !== undefined && (value < 0 || value > 0o777))
    yield invalidValue(path, value, 'must be a number between 0 and 0777 (octal), both inclusive')
}
