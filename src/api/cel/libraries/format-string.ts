/** CEL's `format`: %s, %d, %f, %e, %b, %x, %X, %o and %%. */
export function formatString(template: string, args: readonly unknown[]): string {
  let next = 0
  return template.replaceAll(/%(?:\.(\d+))?(.)/gsu, (_, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%'
    if (next >= args.length) throw new Error(`index ${next} out of range`)
    const value = args[next++]
    return formatValue(verb, value, precision === undefined ? undefined : Number(precision))
  })
}

function formatValue(verb: string, value: unknown, precision: number | undefined): string {
  switch (verb) {
    case 's':
      return textOf(value)
    case 'd':
      if (typeof value === 'bigint' || typeof value === 'number') return String(value)
      throw wrongType('decimal', 'integers', value)
    case 'f':
      return numberOf(value, 'fixed-point').toFixed(precision ?? 6)
    case 'e':
      return numberOf(value, 'scientific')
        .toExponential(precision ?? 6)
        .replace(/e([+-])(\d)$/, 'e$10$2')
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : integerOf(value, 'binary').toString(2)
    case 'o':
      return integerOf(value, 'octal').toString(8)
    case 'x':
    case 'X': {
      const text = hexOf(value)
      return verb === 'X' ? text.toUpperCase() : text
    }
    default:
      throw new Error(`could not parse formatting clause: unrecognized formatting clause "${verb}"`)
  }
}

/** A value as `%s` prints it. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`
  if (value instanceof Map)
    return `{${[...value]
      .map(([key, item]) => `${textOf(key)}: ${textOf(item)}`)
      .sort()
      .join(', ')}}`
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z')
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return textOf(new Map(Object.entries(value)))
  return String(value)
}

function numberOf(value: unknown, clause: string): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  throw wrongType(clause, 'doubles', value)
}

function integerOf(value: unknown, clause: string): bigint {
  if (typeof value === 'bigint') return value
  throw wrongType(clause, 'integers', value)
}

function hexOf(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(value).toString('hex')
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return integerOf(value, 'hex').toString(16)
}

const wrongType = (clause: string, what: string, value: unknown): Error =>
  new Error(`error during formatting: ${clause} clause can only be used on ${what}, was given ${typeof value}`)
