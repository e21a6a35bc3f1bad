import {quote} from '../go/quote.ts'
import {GoFloat, GoInt, noValue} from './go-int.ts'
import {formatValue, typeName} from './values.ts'

/** Go's fmt.Sprintf for the values that templates know. */
export function printf(format: string, args: readonly unknown[]): string {
  let used = 0
  const text = format.replace(
    /%([-+# 0]*)(\d+)?(?:\.(\d*))?(.|$)/gsu,
    (whole, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%'
      if (verb === '') return '%!(NOVERB)'
      if (used >= args.length) return `%!${verb}(MISSING)`
      const value = args[used++]
      const formatted =
        formatOne(verb, flags, precision === undefined ? undefined : Number(precision || 0), value) ??
        badVerb(verb, value)
      return whole.length > 2 ? pad(formatted, flags, Number(width ?? 0)) : formatted
    },
  )
  if (used >= args.length) return text
  const extra = args.slice(used).map(value => (isNil(value) ? '<nil>' : `${typeName(value)}=${formatValue(value)}`))
  return `${text}%!(EXTRA ${extra.join(', ')})`
}

const isNil = (value: unknown): boolean => value === null || value === undefined || value === noValue

const badVerb = (verb: string, value: unknown): string =>
  isNil(value) ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${formatValue(value)})`

function formatOne(verb: string, flags: string, precision: number | undefined, value: unknown): string | undefined {
  if (verb === 'v') return formatValue(value)
  if (verb === 'T') return typeName(value)
  if (typeof value === 'string') return formatString(verb, flags, precision, value)
  if (typeof value === 'boolean') return verb === 't' ? String(value) : undefined
  if (value instanceof GoInt) return formatInteger(verb, flags, value.value)
  if (value instanceof GoFloat) return formatFloat(verb, flags, precision, value.value)
  if (typeof value === 'number')
    return Number.isInteger(value) ? formatInteger(verb, flags, value) : formatFloat(verb, flags, precision, value)
  if (isNil(value)) return undefined
  return verb === 's' || verb === 'd' ? formatValue(value) : undefined
}

function formatString(verb: string, flags: string, precision: number | undefined, value: string): string | undefined {
  const cut = precision === undefined ? value : [...value].slice(0, precision).join('')
  if (verb === 's') return cut
  if (verb === 'q') return flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : quote(cut)
  if (verb === 'x' || verb === 'X') {
    const hex = Buffer.from(cut).toString('hex')
    return verb === 'X' ? hex.toUpperCase() : hex
  }
  return undefined
}

function formatInteger(verb: string, flags: string, value: number): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : ''
  switch (verb) {
    case 'd':
      return sign + String(value)
    case 'x':
      return sign + (flags.includes('#') ? '0x' : '') + value.toString(16)
    case 'X':
      return sign + value.toString(16).toUpperCase()
    case 'o':
      return sign + value.toString(8)
    case 'b':
      return sign + value.toString(2)
    case 'c':
      return String.fromCodePoint(value)
    case 'q':
      return `'${String.fromCodePoint(value)}'`
    default:
      return undefined
  }
}

function formatFloat(verb: string, flags: string, precision: number | undefined, value: number): string | undefined {
  const sign = flags.includes('+') && value >= 0 ? '+' : ''
  switch (verb) {
    case 'f':
    case 'F':
      return sign + value.toFixed(precision ?? 6)
    case 'e':
    case 'E': {
      const text = value.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
      return sign + (verb === 'E' ? text.toUpperCase() : text)
    }
    case 'g':
    case 'G':
      return sign + (precision === undefined ? formatValue(value) : String(Number(value.toPrecision(precision || 1))))
    default:
      return undefined
  }
}

function pad(text: string, flags: string, width: number): string {
  const missing = width - [...text].length
  if (missing <= 0) return text
  if (flags.includes('-')) return text + ' '.repeat(missing)
  if (!flags.includes('0')) return ' '.repeat(missing) + text
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}
