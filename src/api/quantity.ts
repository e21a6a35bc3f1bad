/** How a quantity likes to be written. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** An exact amount, never finer than a nano. Immutable. */
export interface Quantity {
  readonly nanos: bigint
  readonly format: QuantityFormat
  /** The spelling that Kubernetes keeps although it is not canonical (`1.500`). */
  readonly text?: string
}

/** Why a text is no quantity, in Kubernetes' words. */
export class QuantityError extends Error {}

export type QuantityLike = Quantity | string | number

export const zeroQuantity: Quantity = {nanos: 0n, format: 'DecimalSI'}

/** How many spellings are remembered: more than a cluster's templates have. */
const mostRemembered = 5_000

/** Parses Kubernetes' resource.Quantity; throws a QuantityError. Common spellings are remembered. */
export function parseQuantity(text: string): Quantity {
  const known = remembered.get(text)
  if (known) return known
  const quantity = parse(text)
  if (remembered.size > mostRemembered) remembered.clear()
  remembered.set(text, quantity)
  return quantity
}

export function isQuantity(text: string): boolean {
  try {
    parseQuantity(text)
    return true
  } catch {
    return false
  }
}

/** A quantity from what an object holds: a string, or a number that somebody wrote without quotes. */
export const toQuantity = (value: QuantityLike): Quantity =>
  typeof value === 'object' ? value : parseQuantity(typeof value === 'number' ? String(value) : value)

export const quantityOf = (value: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity => ({
  nanos: BigInt(value) * nanosPerUnit,
  format,
})

export const milliQuantityOf = (value: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity => ({
  nanos: BigInt(value) * nanosPerMilli,
  format,
})

/** The text that Kubernetes stores: `0.1` becomes `100m`, `1024Mi` becomes `1Gi`. */
export const formatQuantity = ({nanos, format, text}: Quantity): string => text ?? canonical(nanos, format)

/** Negative, zero or positive. */
export function compareQuantities(a: QuantityLike, b: QuantityLike): number {
  const [left, right] = [toQuantity(a).nanos, toQuantity(b).nanos]
  return left < right ? -1 : left > right ? 1 : 0
}

/** The sum, in the format of the first unless that is zero. */
export function addQuantities(a: QuantityLike, b: QuantityLike): Quantity {
  const [left, right] = [toQuantity(a), toQuantity(b)]
  return {nanos: left.nanos + right.nanos, format: left.nanos === 0n ? right.format : left.format}
}

/** The difference, in the format of the first unless that is zero. */
export function subtractQuantities(a: QuantityLike, b: QuantityLike): Quantity {
  const [left, right] = [toQuantity(a), toQuantity(b)]
  return {nanos: left.nanos - right.nanos, format: left.nanos === 0n ? right.format : left.format}
}

export const maxQuantity = (a: QuantityLike, b: QuantityLike): Quantity =>
  compareQuantities(a, b) >= 0 ? toQuantity(a) : toQuantity(b)

/** Whole units, rounded away from zero (Go's Value()). */
export const quantityValue = (value: QuantityLike): number => Number(divideUp(toQuantity(value).nanos, nanosPerUnit))

/** Thousandths, rounded away from zero (Go's MilliValue()). */
export const milliValue = (value: QuantityLike): number => Number(divideUp(toQuantity(value).nanos, nanosPerMilli))

/** The nearest double. */
export const quantityNumber = (value: QuantityLike): number => Number(toQuantity(value).nanos) / 1e9

export const isZeroQuantity = (value: QuantityLike): boolean => toQuantity(value).nanos === 0n

/** Whether there is no fraction of a unit. */
export const isWholeQuantity = (value: QuantityLike): boolean => toQuantity(value).nanos % nanosPerUnit === 0n

const remembered = new Map<string, Quantity>()
const nanosPerUnit = 1_000_000_000n
const nanosPerMilli = 1_000_000n
const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
/** Beyond this a number of digits would cost more than anybody means. */
const largestExponent = 1_000
const largestBinary = (2n ** 63n - 1n) * nanosPerUnit

const decimalSuffixes = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
])
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const suffixOfExponent = new Map([...decimalSuffixes].map(([suffix, exponent]) => [exponent, suffix]))

function parse(text: string): Quantity {
  if (text === '') throw new QuantityError(wrongFormat)
  if (text === '0') return {...zeroQuantity, text}
  const match = /^([+-]?)0*(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text)
  if (!match) throw new QuantityError(wrongFormat)
  const [, sign, whole = '', fraction = '', suffix = ''] = match
  const {base, exponent, format} = interpretSuffix(suffix)
  const digits = (whole || '0') + fraction
  const scale = (base === 10 ? exponent : 0) - fraction.length
  const amount = BigInt(digits) * (base === 2 ? 1n << BigInt(exponent) : 1n)
  const magnitude = atLeastNano(amount, scale, format)
  const nanos = sign === '-' ? -magnitude : magnitude
  if (keepsSpelling(whole || '0', fraction, exponent, scale, format)) return {nanos, format, text}
  const tiny = format === 'BinarySI' && magnitude > 0n && magnitude < nanosPerUnit
  return {nanos, format: tiny ? 'DecimalSI' : format}
}

function interpretSuffix(suffix: string): {base: 2 | 10; exponent: number; format: QuantityFormat} {
  const decimal = decimalSuffixes.get(suffix)
  if (decimal !== undefined) return {base: 10, exponent: decimal, format: 'DecimalSI'}
  const binary = binarySuffixes.indexOf(suffix)
  if (binary > 0) return {base: 2, exponent: binary * 10, format: 'BinarySI'}
  if (!/^[eE][-+]?\d+$/.test(suffix)) throw new QuantityError("unable to parse quantity's suffix")
  const exponent = Math.max(-largestExponent, Math.min(largestExponent, Number(suffix.slice(1))))
  return {base: 10, exponent, format: 'DecimalExponent'}
}

function atLeastNano(amount: bigint, scale: number, format: QuantityFormat): bigint {
  const shift = scale + 9
  const nanos = shift >= 0 ? amount * 10n ** BigInt(shift) : divideUp(amount, 10n ** BigInt(-shift))
  return format === 'BinarySI' && nanos > largestBinary ? largestBinary : nanos
}

/** Kubernetes remembers the spelling of numbers that its fast path takes for canonical. */
function keepsSpelling(
  whole: string,
  fraction: string,
  exponent: number,
  scale: number,
  format: QuantityFormat,
): boolean {
  if (scale < -9) return false
  if (format === 'BinarySI') {
    const precision = 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1
    return fraction === '' && precision >= 0 && (Number(whole) & 7) !== 0
  }
  const digits = whole + fraction
  return digits.length <= 18 && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
}

function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor
  if (quotient * divisor === value) return quotient
  return value < 0n ? quotient - 1n : quotient + 1n
}

function canonical(nanos: bigint, format: QuantityFormat): string {
  if (nanos === 0n) return '0'
  if (format === 'BinarySI' && nanos % nanosPerUnit === 0n) {
    const units = nanos / nanosPerUnit
    if (units <= -1024n || units >= 1024n) return canonicalBinary(units)
  }
  return canonicalDecimal(nanos, format)
}

function canonicalBinary(units: bigint): string {
  let power = 0
  let value = units
  for (; value % 1024n === 0n; power++) value /= 1024n
  return `${value}${binarySuffixes[power] ?? ''}`
}

function canonicalDecimal(nanos: bigint, format: QuantityFormat): string {
  let exponent = -9
  let value = nanos
  for (; value % 1000n === 0n; exponent += 3) value /= 1000n
  if (format === 'DecimalExponent') return exponent === 0 ? `${value}` : `${value}e${exponent}`
  return `${value}${suffixOfExponent.get(exponent) ?? ''}`
}
