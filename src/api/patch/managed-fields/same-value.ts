import {isObject} from '../../json/set-key.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import {haveSameEmpties} from '../../schema/given-empties.ts'

/** Whether a value that is compared as a whole is what it was. Within lists Go tells what was given empty from what was not given. */
export const isSameValue = (before: unknown, after: unknown): boolean =>
  deepEqual(before, after) && sameEmpties(before, after, false)

/** Of values that are equal otherwise. */
function sameEmpties(before: unknown, after: unknown, inList: boolean): boolean {
  if (before === after) return true
  if (Array.isArray(before)) return before.every((item, index) => sameEmpties(item, (after as unknown[])[index], true))
  if (!isObject(before)) return true
  if (inList && !haveSameEmpties(before, after as object)) return false
  return Object.keys(before).every(key => sameEmpties(before[key], (after as Record<string, unknown>)[key], inList))
}
