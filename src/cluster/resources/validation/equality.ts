import {invalidValue} from '../../../api/field-error.ts'
import {sameEmpties} from '../../../api/schema/index.ts'
import {type Errors, noErrors} from './errors.ts'

/** Whether two decoded values mean the same: absent, null, empty lists and empty maps are all nothing. */
export function sameMeaning(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => sameMeaning(item, right[index]))
  if (typeof left !== 'object' || typeof right !== 'object' || Array.isArray(left) !== Array.isArray(right))
    return false
  const a = left as Record<string, unknown>
  const b = right as Record<string, unknown>
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => sameMeaning(a[key], b[key]))
}

/** Whether two values are the same to the last detail: what was given empty is not what was not given. */
export const sameExactly = (left: unknown, right: unknown): boolean =>
  sameMeaning(left, right) && sameEmpties(left, right)

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return Array.isArray(value) && value.length === 0
}

export const immutableMessage = 'field is immutable'

/** A field that may not change; `shown` is how its value reads in the message. */
export const immutable = (path: string, value: unknown, old: unknown, shown = (given: unknown) => given): Errors =>
  sameMeaning(value, old) ? noErrors : [invalidValue(path, value && shown(value), immutableMessage)]
