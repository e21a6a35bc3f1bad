import {type FieldError, invalidValue, notSupported, required, tooLong, tooMany, typeInvalid} from '../field-error.ts'
import {quote} from '../go/quote.ts'
import {deepEqual} from '../json/deep-equal.ts'
import {isObject} from '../json/set-key.ts'
import {stringifyJson} from '../json/stringify.ts'
import {compileRegexp} from '../regexp/index.ts'
import {hasFormat, isFormat} from './formats/index.ts'
import type {Schema} from './schema.ts'
import {structuralSchema} from './structural.ts'

type Source = Readonly<Record<string, unknown>>

/** What is wrong with a value by its schema: types, enums, bounds, patterns, formats, in the words of an API server for custom resources. */
export function validateAgainstSchema(schema: Schema, value: unknown, path = ''): FieldError[] {
  if (value === null) return nullErrors(schema, path)
  const source = schema.source ?? noSource
  return [
    ...(fitsType(schema, value) ? [] : [typeError(schema, value, path)]),
    ...combinations(source, value, path),
    ...(typeof value === 'string' ? stringErrors(schema, source, value, path) : []),
    ...(typeof value === 'number' ? numberErrors(source, value, path) : []),
    ...(Array.isArray(value) ? listErrors(schema, source, value, path) : []),
    ...enumErrors(schema, value, path),
    ...(isObject(value) ? objectErrors(schema, source, value, path) : []),
  ]
}

const noSource: Source = {}

/** A null may be there where its schema says so; no enum has it, whatever it says. */
const nullErrors = (schema: Schema, path: string): FieldError[] => [
  ...(schema.nullable || schema.type === 'raw' ? [] : [typeError(schema, null, path)]),
  ...enumErrors(schema, null, path),
]

/** The types that OpenAPI would name; of a custom kind's schema those that it names, be there such types or not. */
function typeNames({type, structural, source}: Schema): string[] {
  const said = structural ? source?.['type'] : undefined
  if (said) return [String(said)]
  if (structural && type !== 'int-or-string') return []
  switch (type) {
    case 'raw':
      return []
    case 'map':
      return ['object']
    case 'int-or-string':
      return ['integer', 'string']
    case 'quantity':
      return ['string', 'number']
    case 'bytes':
    case 'time':
    case 'microtime':
      return ['string']
    default:
      return [type]
  }
}

/** What OpenAPI calls the type of a value. */
export function openApiTypeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return isInteger(value) ? 'integer' : 'number'
  return typeof value
}

/** Whether a number is read into an integer: what is too large for one is not. */
const isInteger = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 2 ** 63

function fitsType(schema: Schema, value: unknown): boolean {
  if (checkedFormat(schema) !== undefined) return typeof value === 'string' || Array.isArray(value)
  const names = typeNames(schema)
  const actual = openApiTypeOf(value)
  return names.length === 0 || names.includes(actual) || (actual === 'integer' && names.includes('number'))
}

/** The format of a text, if one is checked: Kubernetes' library then takes lists for texts, and compares formats where it would compare types. */
const checkedFormat = ({type, format}: Schema): string | undefined =>
  (type === 'string' || type === 'raw') && format && isFormat(format) ? format : undefined

function typeError(schema: Schema, value: unknown, path: string): FieldError {
  const format = value === null ? undefined : checkedFormat(schema)
  const actual = format ? formatOf(value) : openApiTypeOf(value)
  const wanted = format ?? typeNames(schema).join(',')
  return typeInvalid(path, actual, `${inBody(path)} must be of type ${wanted}: ${quote(actual)}`)
}

function formatOf(value: unknown): string {
  if (typeof value !== 'number') return ''
  return isInteger(value) ? 'int64' : 'float64'
}

const inBody = (path: string): string => (path ? `${path} in body` : 'in body')

function combinations(source: Source, value: unknown, path: string): FieldError[] {
  const parts = (name: string): FieldError[][] =>
    (Array.isArray(source[name]) ? (source[name] as object[]) : []).map(part =>
      validateAgainstSchema(structuralSchema(part), value, path),
    )
  const errors: FieldError[] = []
  const fail = (words: string): void => {
    errors.push(invalidValue(path, '', `${quote(path)} must ${words}`))
  }
  const [anyOf, oneOf, allOf] = [parts('anyOf'), parts('oneOf'), parts('allOf')]
  if (anyOf.length > 0 && anyOf.every(isWrong)) {
    fail('validate at least one schema (anyOf)')
    errors.push(...nearest(anyOf, path))
  }
  if (oneOf.length > 0) {
    const count = oneOf.filter(part => !isWrong(part)).length
    if (count === 0) fail('validate one and only one schema (oneOf). Found none valid')
    if (count === 0) errors.push(...nearest(oneOf, path))
    else if (count > 1) fail(`validate one and only one schema (oneOf). Found ${count} valid alternatives`)
  }
  if (allOf.some(isWrong)) {
    errors.push(...allOf.flat())
    fail(`validate all the schemas (allOf)${allOf.every(isWrong) ? '. None validated' : ''}`)
  }
  const {not} = source
  if (isObject(not) && !isWrong(validateAgainstSchema(structuralSchema(not), value, path)))
    fail('not validate the schema (not)')
  return errors
}

const isWrong = (errors: FieldError[]): boolean => errors.length > 0

/** What is wrong with the alternative that came closest: the first one that has only something in the value against it. */
const nearest = (alternatives: FieldError[][], path: string): FieldError[] =>
  alternatives.find(errors => errors.every(({field}) => field !== path)) ?? alternatives[0]!

/** Whether an error is about a combination of schemas, rather than a field: it is told without one. */
export const isOfCombination = ({value, detail}: FieldError): boolean =>
  value === '' && /^"[^"]*" must (?:not )?validate /.test(detail)

function stringErrors({format, type}: Schema, source: Source, value: string, path: string): FieldError[] {
  const errors: FieldError[] = []
  const {maxLength, minLength, pattern} = source
  const length = [...value].length
  // Of these, the first thing that is wrong is told.
  if (typeof maxLength === 'number' && length > maxLength) errors.push(tooLong(path, maxLength))
  else if (typeof minLength === 'number' && length < minLength)
    errors.push(invalidValue(path, value, `${inBody(path)} should be at least ${minLength} chars long`))
  else if (typeof pattern === 'string' && !matches(pattern, value))
    errors.push(invalidValue(path, value, `${inBody(path)} should match '${pattern}'`))
  if (format && (type === 'string' || type === 'raw') && !hasFormat(format, value))
    errors.push(typeInvalid(path, value, `${inBody(path)} must be of type ${format}: ${quote(value)}`))
  return errors
}

/** Whether a text has what a pattern of Go's syntax looks for; no text has what cannot be looked for. */
function matches(pattern: string, text: string): boolean {
  try {
    return compileRegexp(pattern).test(text)
  } catch {
    return false
  }
}

function numberErrors(source: Source, value: number, path: string): FieldError[] {
  const errors: FieldError[] = []
  const fail = (words: string): void => {
    errors.push(invalidValue(path, value, `${inBody(path)} should be ${words}`))
  }
  const {multipleOf} = source
  const [maximum, minimum] = [bound(source['maximum'], value), bound(source['minimum'], value)]
  if (typeof multipleOf === 'number') errors.push(...multipleErrors(value, multipleOf, path))
  if (maximum !== undefined) {
    if (source['exclusiveMaximum'] === true && value >= maximum) fail(`less than ${maximum}`)
    else if (value > maximum) fail(`less than or equal to ${maximum}`)
  }
  if (minimum !== undefined) {
    if (source['exclusiveMinimum'] === true && value <= minimum) fail(`greater than ${minimum}`)
    else if (value < minimum) fail(`greater than or equal to ${minimum}`)
  }
  return errors
}

/** Integers are compared with the integer part of what they may be at most or must be at least. */
function bound(said: unknown, value: number): number | undefined {
  if (typeof said !== 'number') return undefined
  return isInteger(value) ? Math.trunc(said) : said
}

/** Of integers, Kubernetes takes the integer part of what they are to be multiples of, and wants more than nothing. */
function multipleErrors(value: number, multipleOf: number, path: string): FieldError[] {
  const factor = isInteger(value) ? Math.trunc(multipleOf) : multipleOf
  if (factor <= 0)
    return [invalidValue(path, factor, `factor MultipleOf declared for ${path} must be positive: ${factor}`)]
  if (Number.isInteger(factor < 1 ? (1 / factor) * value : value / factor)) return []
  return [invalidValue(path, value, `${inBody(path)} should be a multiple of ${factor}`)]
}

function listErrors({type, items}: Schema, source: Source, value: unknown[], path: string): FieldError[] {
  const errors =
    items && (type === 'array' || (type === 'raw' && isObject(source['items'])))
      ? value.flatMap((item, index) => validateAgainstSchema(items, item, `${path}[${index}]`))
      : []
  const {minItems, maxItems} = source
  if (typeof minItems === 'number' && value.length < minItems)
    errors.push(invalidValue(path, value.length, `${inBody(path)} should have at least ${minItems} items`))
  if (typeof maxItems === 'number' && value.length > maxItems) errors.push(tooMany(path, value.length, maxItems))
  if (source['uniqueItems'] === true && new Set(value.map(item => stringifyJson(item))).size < value.length)
    errors.push(invalidValue(path, '', `${inBody(path)} shouldn't contain duplicates`))
  return errors
}

function enumErrors({enum: allowed}: Schema, value: unknown, path: string): FieldError[] {
  if (!allowed || (value !== null && allowed.some(word => deepEqual(word, value)))) return []
  return [
    notSupported(
      path,
      value,
      allowed.map(word => (typeof word === 'string' ? word : stringifyJson(word))),
    ),
  ]
}

function objectErrors(schema: Schema, source: Source, value: Record<string, unknown>, path: string): FieldError[] {
  const errors: FieldError[] = []
  const {minProperties, maxProperties} = source
  const keys = Object.keys(value)
  if (typeof minProperties === 'number' && keys.length < minProperties)
    errors.push(invalidValue(path, keys.length, `${inBody(path)} should have at least ${minProperties} properties`))
  if (typeof maxProperties === 'number' && keys.length > maxProperties)
    errors.push(tooMany(path, keys.length, maxProperties))
  for (const key of keys.sort()) {
    if (value[key] === undefined) continue
    const field = schema.fields.get(key)?.schema
    const entry = schema.type === 'array' ? undefined : schema.items
    if (field) errors.push(...validateAgainstSchema(field, value[key], path ? `${path}.${key}` : key))
    else if (entry) errors.push(...validateAgainstSchema(entry, value[key], `${path}.${key}`).map(withoutDot))
  }
  for (const name of schema.required)
    if (!Object.hasOwn(value, name) || value[name] === undefined) errors.push(required(path ? `${path}.${name}` : name))
  return errors
}

/** Of what is in a map at the root, the text says more than the field. */
const withoutDot = (error: FieldError): FieldError =>
  error.field.startsWith('.') ? {...error, field: error.field.slice(1)} : error
