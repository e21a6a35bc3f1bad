import {quote} from './go/quote.ts'

/** A count, or a share such as `25%`. */
export type IntOrString = number | string

/** Why a value cannot be scaled, in Kubernetes' words. */
class IntOrStringError extends Error {}

/** A count as it is, a percentage of the total rounded up or down; throws an IntOrStringError. */
export function scaledValue(value: IntOrString, total: number, {roundUp}: {roundUp: boolean}): number {
  if (typeof value === 'number') return value
  const share = percentage(value) * total
  return roundUp ? Math.ceil(share / 100) : Math.floor(share / 100)
}

/** The number of `25%`; throws an IntOrStringError. */
function percentage(text: string): number {
  const fail = (why: string): never => {
    throw new IntOrStringError(`invalid value for IntOrString: ${why}`)
  }
  if (!text.endsWith('%')) return fail('invalid type: string is not a percentage')
  const digits = text.slice(0, -1)
  return /^[+-]?\d+$/.test(digits)
    ? Number(digits)
    : fail(`invalid value ${quote(text)}: strconv.Atoi: parsing ${quote(digits)}: invalid syntax`)
}

/** The number of an int-or-string, 0 for a string that is none (Go's IntValue()). */
export const intValue = (value: IntOrString): number =>
  typeof value === 'number' ? value : /^[+-]?\d+$/.test(value) ? Number(value) : 0
