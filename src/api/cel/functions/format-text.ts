import {goText} from '../run/go-text.ts'
import {CelDuration, CelError, CelTimestamp, CelType, CelUint, isMap, typeNameOf} from '../run/values.ts'
import {durationText, timestampText} from './times.ts'

/** CEL's `format`: %s, %d, %f, %e, %b, %x, %X, %o and %%. */
export function formatText(template: string, args: readonly unknown[]): string {
  let next = 0
  return template.replaceAll(/%(?:\.(\d+))?([\s\S]?)/gu, (_all, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%'
    if (verb === '') throw new CelError('unexpected end of string')
    if (next >= args.length) throw new CelError(`index ${next} out of range`)
    const value = args[next++]
    return formatValue(verb, value, precision === undefined ? undefined : Number(precision))
  })
}

function formatValue(verb: string, value: unknown, precision: number | undefined): string {
  switch (verb) {
    case 's':
      return stringText(value)
    case 'd':
      if (typeof value === 'bigint' || value instanceof CelUint) return goText(value)
      if (typeof value === 'number' && !Number.isFinite(value)) return goText(value)
      throw wrongType('decimal clause can only be used on integers', value)
    case 'f':
      return doubleOf(value, 'fixed-point').toFixed(precision ?? 6)
    case 'e':
      return doubleOf(value, 'scientific')
        .toExponential(precision ?? 6)
        .replace(/e([+-])(\d)$/, 'e$10$2')
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0'
      return integerOf(value, 'only integers and bools can be formatted as binary').toString(2)
    case 'o':
      return integerOf(value, 'octal clause can only be used on integers').toString(8)
    case 'x':
    case 'X': {
      const text = hexOf(value)
      return verb === 'X' ? text.toUpperCase() : text
    }
    default:
      throw new CelError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`)
  }
}

/** A value as `%s` prints it. */
function stringText(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${value.map(stringText).join(', ')}]`
  if (isMap(value))
    return `{${[...value.keys()]
      .map(key => `${stringText(key)}: ${stringText(value.get(key))}`)
      .sort()
      .join(', ')}}`
  if (value instanceof CelTimestamp) return timestampText(value)
  if (value instanceof CelDuration) return durationText(value)
  if (value instanceof CelType) return value.name
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (typeof value === 'object' && !(value instanceof CelUint))
    throw wrongType(
      'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
      value,
    )
  return goText(value)
}

function doubleOf(value: unknown, clause: string): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  if (value instanceof CelUint) return Number(value.value)
  throw wrongType(`${clause} clause can only be used on doubles`, value)
}

function integerOf(value: unknown, complaint: string): bigint {
  if (typeof value === 'bigint') return value
  if (value instanceof CelUint) return value.value
  throw wrongType(complaint, value)
}

function hexOf(value: unknown): string {
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value as string).toString('hex')
  return integerOf(value, 'only integers, byte buffers, and strings can be formatted as hex').toString(16)
}

const wrongType = (complaint: string, value: unknown): CelError =>
  new CelError(`error during formatting: ${complaint}, was given ${typeNameOf(value)}`)
