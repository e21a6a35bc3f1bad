import {getKey, isObject} from '../json/set-key.ts'
import {GoFloat, GoInt, noValue} from './go-int.ts'
import {printf} from './printf.ts'
import {TemplateError} from './template-error.ts'
import {formatValue, isTrue, printValue, typeName} from './values.ts'

/** What a template may call; `and` and `or` evaluate as little as they must and live in the evaluator. */
export const functions: Record<string, (args: unknown[]) => unknown> = {
  not: ([value]) => !isTrue(value),
  len: ([value]) => lengthOf(value),
  index: ([value, ...path]) => path.reduce(item, value),
  slice: ([value, ...bounds]) => slice(value, bounds),
  print: values => print(values),
  println: values => `${values.map(formatValue).join(' ')}\n`,
  printf: ([format, ...values]) => printf(String(format), values),
  html: values => print(values).replace(/[\0"'&<>]/g, character => htmlEscapes[character]!),
  js: values => print(values).replace(/[\\'"<>&=\p{Cc}]/gu, jsEscape),
  urlquery: values =>
    encodeURIComponent(print(values))
      .replaceAll('%20', '+')
      .replace(/[!'()*]/g, percent),
  call: ([value, name]) => {
    throw new TemplateError(isNil(value) ? 'call of nil' : `non-function ${name} of type ${typeName(value)}`)
  },
  eq: ([first, ...others]) => {
    if (others.length === 0) throw new TemplateError('missing argument for comparison')
    return others.some(other => equal(first, other))
  },
  ne: ([a, b]) => !equal(a, b),
  lt: ([a, b]) => less(a, b),
  le: ([a, b]) => less(a, b) || equal(a, b),
  gt: ([a, b]) => !(less(a, b) || equal(a, b)),
  ge: ([a, b]) => !less(a, b),
  exists: ([value, ...path]) => exists(value, path),
  base64decode: ([text]) => base64decode(text),
}

export const functionNames: ReadonlySet<string> = new Set([...Object.keys(functions), 'and', 'or'])

/** fmt.Sprint: spaces only between operands of which neither is a string. */
function print(values: readonly unknown[]): string {
  return values
    .map((value, index) => {
      const spaced = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string'
      return (
        (spaced ? ' ' : '') +
        (values.length === 1 ? printValue(value).replace(/^<no value>$/, '<nil>') : formatValue(value))
      )
    })
    .join('')
}

const htmlEscapes: Record<string, string> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
}
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

function jsEscape(character: string): string {
  if ('\\\'"'.includes(character)) return `\\${character}`
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

const isNumberBox = (value: unknown): value is GoInt | GoFloat => value instanceof GoInt || value instanceof GoFloat
const isNil = (value: unknown): boolean => value === null || value === undefined || value === noValue

function lengthOf(value: unknown): GoInt {
  if (typeof value === 'string') return new GoInt(Buffer.byteLength(value))
  if (Array.isArray(value)) return new GoInt(value.length)
  if (isObject(value) && !isNumberBox(value)) return new GoInt(Object.keys(value).length)
  // Go asks what is not there for its type.
  if (value === noValue) throw new TemplateError('reflect: call of reflect.Value.Type on zero Value')
  throw new TemplateError(isNil(value) ? 'len of nil pointer' : `len of type ${typeName(value)}`)
}

function item(value: unknown, key: unknown): unknown {
  if (isNil(value)) throw new TemplateError('index of untyped nil')
  if (Array.isArray(value) || typeof value === 'string') {
    const at = position(key, 'index')
    const length = typeof value === 'string' ? Buffer.byteLength(value) : value.length
    if (at < 0 || at >= length) throw new TemplateError(`index out of range: ${at}`)
    return typeof value === 'string' ? new GoInt(Buffer.from(value)[at]!) : value[at]
  }
  if (isObject(value) && !isNumberBox(value)) {
    if (typeof key !== 'string')
      throw new TemplateError(
        isNil(key) ? 'value is nil; should be of type string' : `value has type ${typeName(key)}; should be string`,
      )
    return getKey(value, key) ?? noValue
  }
  throw new TemplateError(`can't index item of type ${typeName(value)}`)
}

function position(key: unknown, what: string): number {
  if (key instanceof GoInt) return key.value
  if (typeof key === 'number' && Number.isInteger(key)) return key
  throw new TemplateError(
    isNil(key) ? `cannot ${what} slice/array with nil` : `cannot ${what} slice/array with type ${typeName(key)}`,
  )
}

function slice(value: unknown, bounds: readonly unknown[]): unknown {
  if (isNil(value)) throw new TemplateError('slice of untyped nil')
  if (!Array.isArray(value) && typeof value !== 'string')
    throw new TemplateError(`can't slice item of type ${typeName(value)}`)
  const content = typeof value === 'string' ? Buffer.from(value) : value
  const [start = 0, end = content.length] = bounds.map(bound => position(bound, 'slice'))
  for (const bound of [start, end])
    if (bound < 0 || bound > content.length) throw new TemplateError(`index out of range: ${bound}`)
  if (start > end) throw new TemplateError(`invalid slice index: ${start} > ${end}`)
  return Array.isArray(content) ? content.slice(start, end) : content.subarray(start, end).toString()
}

type Basic = 'bool' | 'int' | 'float' | 'string' | 'nil'

function basicKind(value: unknown): Basic {
  if (isNil(value)) return 'nil'
  if (value instanceof GoInt) return 'int'
  if (value instanceof GoFloat) return 'float'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  throw new TemplateError('invalid type for comparison')
}

const plain = (value: unknown): unknown => (isNumberBox(value) ? value.value : isNil(value) ? null : value)

function equal(a: unknown, b: unknown): boolean {
  if (
    (typeof a === 'object' && a !== null && !isNumberBox(a)) ||
    (typeof b === 'object' && b !== null && !isNumberBox(b))
  ) {
    const odd = typeof a === 'object' && a !== null && !isNumberBox(a) ? a : b
    if (isNil(a) || isNil(b)) return false
    throw new TemplateError(`non-comparable type ${formatValue(odd)}: ${typeName(odd)}`)
  }
  const [first, second] = [basicKind(a), basicKind(b)]
  if (first !== second) {
    if (first === 'nil' || second === 'nil') return false
    throw new TemplateError('incompatible types for comparison')
  }
  return plain(a) === plain(b)
}

function less(a: unknown, b: unknown): boolean {
  const [first, second] = [basicKind(a), basicKind(b)]
  if (first === 'nil' || second === 'nil') throw new TemplateError('invalid type for comparison')
  if (first !== second) throw new TemplateError('incompatible types for comparison')
  if (first === 'bool') throw new TemplateError('invalid type for comparison')
  return (plain(a) as string) < (plain(b) as string)
}

function exists(value: unknown, path: readonly unknown[]): boolean {
  let current = value
  for (const key of path) {
    if (isObject(current) && typeof key === 'string' && Object.hasOwn(current, key)) current = current[key]
    else if (Array.isArray(current) && key instanceof GoInt && key.value >= 0 && key.value < current.length)
      current = current[key.value]
    else return false
  }
  return true
}

function base64decode(text: unknown): string {
  if (typeof text !== 'string') throw new TemplateError(`wrong type for value; expected string; got ${typeName(text)}`)
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, '')))
    return Buffer.from(text, 'base64').toString('utf8')
  const at = /[^A-Za-z0-9+/=\r\n]/.exec(text)?.index ?? text.length - (text.length % 4)
  throw new TemplateError(`base64 decode failed: illegal base64 data at input byte ${at}`)
}
