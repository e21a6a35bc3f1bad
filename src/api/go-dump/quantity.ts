import {parseQuantity} from '../quantity.ts'

/** A quantity as resource.Quantity holds it: an int64 with a scale where it fits, and the text it was read from where that is surely canonical. */
export function dumpQuantity(text: string): string {
  if (text === '0') return print({format: 'DecimalSI', text})
  const {num, denom, exponent, format} = partsOf(text)
  const precision = precisionOf(num, denom, exponent, format)
  const scale = (format === 'BinarySI' ? 0 : exponent) - denom.length
  if (precision < 0 || scale < nano) return print(decimal(text))
  const digits = num + denom
  const shifted = format === 'BinarySI' ? BigInt(digits) << BigInt(exponent) : BigInt(digits)
  if (shifted > maximumInt64) return print(decimal(text))
  const value = text.startsWith('-') ? -shifted : shifted
  const canonical =
    format === 'BinarySI'
      ? exponent % 10 === 0 && BigInt(digits) % 8n !== 0n
      : scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')
  return print({value, scale, format, text: canonical ? text : ''})
}

interface Amount {
  value?: bigint
  scale?: number
  /** What does not fit: nanos, as an infinite decimal. */
  nanos?: bigint
  text?: string
  format: string
}

const nano = -9
const maximumInt64 = (1n << 63n) - 1n
const word = 1n << 64n
const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimals: Record<string, number> = {n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18}

function partsOf(text: string) {
  const [, whole = '', denom = '', suffix = ''] = /^[+-]?0*(\d*)(?:\.(\d*))?(.*)$/.exec(text) ?? []
  const num = whole || '0'
  if (binary.includes(suffix)) return {num, denom, exponent: 10 * (binary.indexOf(suffix) + 1), format: 'BinarySI'}
  const exponent = decimals[suffix]
  if (exponent !== undefined) return {num, denom, exponent, format: 'DecimalSI'}
  return {num, denom, exponent: Number(suffix.slice(1)), format: 'DecimalExponent'}
}

/** How many more digits surely fit. */
function precisionOf(num: string, denom: string, exponent: number, format: string): number {
  if (format !== 'BinarySI') return 18 - num.length - denom.length
  return denom.length > 0 ? -1 : 15 - num.length - Math.trunc((exponent * 3) / 10) - 1
}

const decimal = (text: string): Amount => {
  const {nanos, format} = parseQuantity(text)
  return {nanos, format}
}

function print({value = 0n, scale = 0, nanos, text = '', format}: Amount): string {
  const exact =
    nanos === undefined
      ? '<nil>'
      : `{unscaled:(big.Int){neg:(bool)${nanos < 0n} abs:(big.nat)${words(nanos)}} scale:(inf.Scale)9}`
  return `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)${exact}} s:(string)${text} Format:(resource.Format)${format}}`
}

/** A number's 64-bit words, the least significant first. */
function words(number: bigint): string {
  const found: bigint[] = []
  for (let rest = number < 0n ? -number : number; rest > 0n; rest /= word) found.push(rest % word)
  return `[${found.join(' ')}]`
}
