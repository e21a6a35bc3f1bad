import {deepEqual} from '../../json/deep-equal.ts'
import {sameEmpties} from '../../schema/given-empties.ts'

/** Whether a value that is compared as a whole is what it was. Within lists Go tells what was given empty from what was not given. */
export const isSameValue = (before: unknown, after: unknown): boolean =>
  deepEqual(before, after) && sameEmpties(before, after, 'in lists')
