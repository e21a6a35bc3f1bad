import {RawNumber} from '../json/parse.ts'

/** What a plain scalar means to go-yaml v2, YAML 1.1 as Kubernetes reads it. */
export type Resolved =
  | {tag: 'str' | 'timestamp'; value: string}
  | {tag: 'null'; value: null}
  | {tag: 'bool'; value: boolean}
  | {tag: 'int' | 'float'; value: number | RawNumber}

const words = new Map<string, Resolved>()
for (const word of ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])
  words.set(word, {tag: 'bool', value: true})
for (const word of ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])
  words.set(word, {tag: 'bool', value: false})
for (const word of ['', '~', 'null', 'Null', 'NULL']) words.set(word, {tag: 'null', value: null})
for (const word of ['.nan', '.NaN', '.NAN']) words.set(word, {tag: 'float', value: Number.NaN})
for (const word of ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'])
  words.set(word, {tag: 'float', value: Number.POSITIVE_INFINITY})
for (const word of ['-.inf', '-.Inf', '-.INF']) words.set(word, {tag: 'float', value: Number.NEGATIVE_INFINITY})

const first = /^[-+0-9.yYnNtTfFoO~]/
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/

/** The tag and value of an unquoted scalar. */
export function resolveScalar(text: string): Resolved {
  if (text !== '' && !first.test(text)) return {tag: 'str', value: text}
  const word = words.get(text)
  if (word) return word
  const letter = text[0]!
  if (letter === '.') {
    return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text) ? {tag: 'float', value: Number(text)} : {tag: 'str', value: text}
  }
  if (!/[-+0-9]/.test(letter)) return {tag: 'str', value: text}
  if (isTimestamp(text)) return {tag: 'timestamp', value: text}
  const plain = text.replaceAll('_', '')
  const integer = parseInteger(text.includes('_') ? plain : text)
  if (integer !== undefined) return {tag: 'int', value: integer}
  if (float.test(plain)) return {tag: 'float', value: Number(plain)}
  return {tag: 'str', value: text}
}

const radixes: [RegExp, string][] = [
  [/^0[xX][0-9a-fA-F]+$/, '0x'],
  [/^0[oO][0-7]+$/, '0o'],
  [/^0[bB][01]+$/, '0b'],
  [/^0[0-7]+$/, '0o'],
  [/^(0|[1-9][0-9]*)$/, ''],
]

/** Go's strconv.ParseInt with base 0, for 64 bits. */
function parseInteger(text: string): number | RawNumber | undefined {
  const negative = text.startsWith('-')
  const digits = text.replace(/^[-+]/, '')
  const radix = radixes.find(([pattern]) => pattern.test(digits))
  if (!radix) return undefined
  const [, prefix] = radix
  const magnitude = BigInt(prefix === '' ? digits : prefix + (digits.replace(/^0[xXoObB]?/, '') || '0'))
  const value = negative ? -magnitude : magnitude
  const unsigned = !/^[-+]/.test(text)
  if (value < -(2n ** 63n) || value >= (unsigned ? 2n ** 64n : 2n ** 63n)) return undefined
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : new RawNumber(`${value}`)
}

const dateOnly = /^\d{4}-\d{1,2}-\d{1,2}$/
const dateTime =
  /^\d{4}-\d{1,2}-\d{1,2}([Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[+-]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?)$/

function isTimestamp(text: string): boolean {
  if (!/^\d{4}-/.test(text) || !(dateOnly.test(text) || dateTime.test(text))) return false
  const [year = 0, month = 0, day = 0] = text.split(/[Tt ]/)[0]!.split('-').map(Number)
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false
  const clock = /(\d{1,2}):(\d{1,2}):(\d{1,2})/.exec(text)
  return !clock || (Number(clock[1]) < 24 && Number(clock[2]) < 60 && Number(clock[3]) < 60)
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/

/** Whether a string must be quoted to stay one. */
export const needsQuotes = (text: string): boolean => {
  if (text === '') return true
  if (!first.test(text)) return false
  return resolveScalar(text).tag !== 'str' || base60.test(text)
}
