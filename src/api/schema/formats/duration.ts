import {DurationError, parseGoDuration} from '../../duration.ts'

/** The last of each are beginnings of words. */
const units: readonly (readonly string[])[] = [
  ['ns', 'nano'],
  ['us', 'µs', 'micro'],
  ['ms', 'milli'],
  ['s', 'sec'],
  ['m', 'min'],
  ['h', 'hr', 'hour'],
  ['d', 'day'],
  ['w', 'wk', 'week'],
]
const largest = 2n ** 63n - 1n

/** A duration of Go, or one as Scala has it: numbers with units somewhere in a text. */
export function isDuration(text: string): boolean {
  try {
    parseGoDuration(text)
    return true
  } catch (error) {
    if (!(error instanceof DurationError)) throw error
  }
  const parts = [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)]
  return (
    parts.every(([, count]) => BigInt(count!) <= largest) && parts.some(([, , unit]) => isUnit(unit!.toLowerCase()))
  )
}

const isUnit = (word: string): boolean => units.some(names => names.includes(word) || word.startsWith(names.at(-1)!))
