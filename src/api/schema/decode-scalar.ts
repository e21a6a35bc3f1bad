import {base64Problem} from '../go/base64.ts'
import {TimeParseError} from '../go/time-layout.ts'
import {RawNumber} from '../json/parse.ts'
import {formatQuantity, parseQuantity, QuantityError} from '../quantity.ts'
import {normalizeMicroTime, normalizeTime} from '../time.ts'
import {DecodeError, type GoContext, kindOf, typeMismatch} from './decode-error.ts'
import type {Schema} from './schema.ts'

/** A string, number, boolean, quantity, time … as Go holds it; undefined for null. Throws a DecodeError. */
export function decodeScalar(schema: Schema, input: unknown, context: GoContext): unknown {
  if (input === null || input === undefined) return undefined
  switch (schema.type) {
    case 'string':
      if (typeof input === 'string') return input
      break
    case 'boolean':
      if (typeof input === 'boolean') return input
      break
    case 'integer':
      if (isNumber(input)) return integer(input, schema.format, schema.goType, context)
      break
    case 'number':
      if (isNumber(input)) return Number(numberText(input))
      break
    case 'bytes':
      if (typeof input === 'string') return normalizeBase64(input)
      if (Array.isArray(input)) return Buffer.from(input.map(byte => byteOf(byte, context))).toString('base64')
      break
    case 'int-or-string':
      if (typeof input === 'string') return input
      if (isNumber(input)) return integer(input, 'int32', 'int32', context)
      throw typeMismatch(kindOf(input), 'int32', context)
    case 'quantity':
      return quantity(input)
    case 'time':
    case 'microtime':
      return time(schema, input, context)
    default:
      return input
  }
  throw typeMismatch(kindOf(input), schema.goType, context)
}

const isNumber = (input: unknown): input is number | RawNumber =>
  typeof input === 'number' || input instanceof RawNumber
const numberText = (input: number | RawNumber): string => (typeof input === 'number' ? String(input) : input.text)

const int32 = {min: -(2n ** 31n), max: 2n ** 31n - 1n}
const int64 = {min: -(2n ** 63n), max: 2n ** 63n - 1n}

function integer(input: number | RawNumber, format: string | undefined, goType: string, context: GoContext): number {
  if (typeof input === 'number' && Number.isInteger(input) && input >= -0x80000000 && input <= 0x7fffffff) return input
  const text = numberText(input)
  if (/^-?\d+$/.test(text)) {
    const value = BigInt(text)
    const {min, max} = format === 'int32' ? int32 : int64
    if (value >= min && value <= max) return Number(value)
  }
  throw typeMismatch(`number ${text}`, goType, context)
}

/** Go takes bytes as numbers, too; null is none of them and leaves a zero. */
function byteOf(input: unknown, context: GoContext): number {
  if (input === null) return 0
  if (!isNumber(input)) throw typeMismatch(kindOf(input), 'uint8', context)
  const value = Number(numberText(input))
  if (!/^\d+$/.test(numberText(input)) || value > 255)
    throw typeMismatch(`number ${numberText(input)}`, 'uint8', context)
  return value
}

/** Go takes the raw JSON for the quantity's text, whatever it is. */
function quantity(input: unknown): string {
  const text = typeof input === 'string' ? input : isNumber(input) ? numberText(input) : JSON.stringify(input)
  try {
    return formatQuantity(parseQuantity(text.trim()))
  } catch (error) {
    throw error instanceof QuantityError ? new DecodeError(error.message) : error
  }
}

function time(schema: Schema, input: unknown, context: GoContext): string {
  if (typeof input !== 'string') throw typeMismatch(kindOf(input), 'string', context)
  try {
    return schema.type === 'time' ? normalizeTime(input) : normalizeMicroTime(input)
  } catch (error) {
    throw error instanceof TimeParseError ? new DecodeError(error.message) : error
  }
}

/** Base64 as Go's StdEncoding reads and writes it. */
function normalizeBase64(text: string): string {
  const problem = base64Problem(text)
  if (problem) throw new DecodeError(problem)
  return Buffer.from(text, 'base64').toString('base64')
}
