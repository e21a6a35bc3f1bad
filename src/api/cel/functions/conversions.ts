import {formatGoNumber} from '../../go/format-value.ts'
import {CelDuration, CelError, type CelTimestamp, CelUint} from '../run/values.ts'
import type {Overload} from './function-set.ts'
import {durationText, parseDurationText, parseTimestamp, timestamp, timestampText} from './times.ts'

const second = 1_000_000_000n
const same = (value: unknown): unknown => value

/** Conversions between CEL's types. */
export const conversions: Record<string, Overload['run']> = {
  'bool(bool) bool bool_to_bool': same,
  'bool(string) bool string_to_bool': boolOf,
  'bytes(bytes) bytes bytes_to_bytes': same,
  'bytes(string) bytes string_to_bytes': (text: string) => Buffer.from(text),
  'double(double) double double_to_double': same,
  'double(int) double int64_to_double': Number,
  'double(string) double string_to_double': doubleOf,
  'double(uint) double uint64_to_double': ({value}: CelUint) => Number(value),
  'duration(duration) duration duration_to_duration': same,
  'duration(int) duration int64_to_duration': (value: bigint) => new CelDuration(value),
  'duration(string) duration string_to_duration': durationOf,
  'int(int) int int64_to_int64': same,
  'int(double) int double_to_int64': (value: number) => whole(value),
  'int(duration) int duration_to_int64': ({nanoseconds}: CelDuration) => nanoseconds,
  'int(string) int string_to_int64': intOf,
  'int(timestamp) int timestamp_to_int64': ({nanoseconds}: CelTimestamp) => nanoseconds / second,
  'int(uint) int uint64_to_int64'({value}: CelUint) {
    if (value >= 2n ** 63n) throw new CelError('integer overflow')
    return value
  },
  'string(string) string string_to_string': same,
  'string(bool) string bool_to_string': String,
  'string(bytes) string bytes_to_string': (value: Uint8Array) => utf8(value),
  'string(double) string double_to_string': (value: number) => doubleText(value),
  'string(duration) string duration_to_string': durationText,
  'string(int) string int64_to_string': String,
  'string(timestamp) string timestamp_to_string': timestampText,
  'string(uint) string uint64_to_string': ({value}: CelUint) => String(value),
  'timestamp(timestamp) timestamp timestamp_to_timestamp': same,
  'timestamp(int) timestamp int64_to_timestamp': (value: bigint) => timestamp(value * second),
  'timestamp(string) timestamp string_to_timestamp': timestampOf,
  'uint(uint) uint uint64_to_uint64': same,
  'uint(double) uint double_to_uint64'(value: number) {
    if (!(value >= 0 && value < 2 ** 64)) throw new CelError('unsigned integer overflow')
    return new CelUint(BigInt(Math.trunc(value)))
  },
  'uint(int) uint int64_to_uint64'(value: bigint) {
    if (value < 0n) throw new CelError('unsigned integer overflow')
    return new CelUint(value)
  },
  'uint(string) uint string_to_uint64'(text: string) {
    if (!/^\d+$/.test(text) || BigInt(text) >= 2n ** 64n) throw noConversion('uint')
    return new CelUint(BigInt(text))
  },
}

/** That a text says no value of a type. */
const noConversion = (to: string): CelError => new CelError(`type conversion error from 'string' to '${to}'`)

function boolOf(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false
  throw noConversion('bool')
}

function doubleOf(text: string): number {
  if (/^[+-]?(inf|infinity)$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^nan$/i.test(text)) return Number.NaN
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  throw noConversion('double')
}

function intOf(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw noConversion('int')
  const value = BigInt(text.replace(/^\+/, ''))
  if (value >= 2n ** 63n || value < -(2n ** 63n)) throw noConversion('int')
  return value
}

function durationOf(text: string): CelDuration {
  const found = parseDurationText(text)
  if (!found) throw noConversion('google.protobuf.Duration')
  return found
}

function timestampOf(text: string): CelTimestamp {
  const found = parseTimestamp(text)
  if (!found) throw noConversion('google.protobuf.Timestamp')
  return found
}

function whole(value: number): bigint {
  if (!(value > -(2 ** 63) && value < 2 ** 63)) throw new CelError('integer overflow')
  return BigInt(Math.trunc(value))
}

function utf8(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(value)
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string')
  }
}

/** A double as `string()` writes it. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return formatGoNumber(value)
}
