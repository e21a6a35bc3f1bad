import {badArguments} from './failure.ts'

const least = -(2n ** 63n)
const most = 2n ** 63n - 1n

/** Parses as Go's strconv.ParseInt with 64 bits does; the error's message is Go's. */
export function parseInt64(text: string, base: 10 | 16 = 10): bigint {
  const digits = base === 10 ? /^[+-]?\d+$/ : /^[+-]?[0-9a-fA-F]+$/
  if (!digits.test(text)) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const magnitude = BigInt(`${base === 16 ? '0x' : ''}${text.replace(/^[+-]/, '')}`)
  const value = text.startsWith('-') ? -magnitude : magnitude
  if (value < least || value > most) {
    throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  }
  return value
}

/** A lease's id as it is typed; `message` says what is wrong with it. */
export function parseHexId(text: string, message: (why: string) => string): bigint {
  try {
    return parseInt64(text, 16)
  } catch (error) {
    throw badArguments(message((error as Error).message))
  }
}

/** An id as etcdctl prints leases'. */
export const hexId = (id: bigint): string => BigInt.asUintN(64, id).toString(16).padStart(16, '0')
