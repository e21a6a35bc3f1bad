import {formatGoValue, goTypeOf} from '../../go/format-value.ts'
import {quote} from '../../go/quote.ts'
import {RawNumber} from '../../json/parse.ts'
import {isObject} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {fieldElement, formatPath, indexElement, isAssociative, itemElement} from './path-element.ts'
import {knownMember} from './shape.ts'

/** What keeps a configuration from being of its type, in structured-merge-diff's words: `.spec.nosuch: field not declared in schema`. */
export const typedErrors = (schema: Schema, value: unknown): string[] => validate(schema, value, [], false)

/** A null as protobuf has it, which is no absence: nothing can be it. */
export class NullValue {
  toString(): string {
    return 'NULL_VALUE'
  }
}

/** `openAbove`: somewhere above, fields that nobody knows are welcome, and so they are here, though pruning knows better. */
function validate(schema: Schema, value: unknown, path: readonly string[], openAbove: boolean): string[] {
  const open = openAbove || schema.preserveUnknownFields === true
  if (value === null || value === undefined) return []
  if (value instanceof NullValue) return nullErrors(schema, formatPath(path))
  const refuse = (why: string): string[] => [`${formatPath(path)}: ${why}`]
  switch (schema.type) {
    case 'object':
    case 'map':
      return isObject(value) ? mapErrors(schema, value, path, open) : refuse(`expected map, got ${pointed(value)}`)
    case 'array':
      return Array.isArray(value)
        ? listErrors(schema, value, path, open)
        : refuse(`expected list, got ${pointed(value)}`)
    case 'string':
    case 'bytes':
      if (schema.structural && schema.format && schema.format !== 'byte') return scalarErrors(value, refuse)
      return typeof value === 'string'
        ? []
        : refuse(`expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`)
    case 'integer':
    case 'number':
      return isNumber(value) ? [] : refuse(`expected numeric (int or float), got ${goTypeOf(value)}`)
    case 'boolean':
      return typeof value === 'boolean' ? [] : refuse(`expected boolean, got ${pointed(value)}`)
    // Of what may be of several types nothing is said in OpenAPI, and so it may be anything.
    case 'int-or-string':
    case 'raw':
      return []
    default:
      return scalarErrors(value, refuse)
  }
}

const scalarErrors = (value: unknown, refuse: (why: string) => string[]): string[] =>
  typeof value === 'object' && !isNumber(value) ? refuse(`expected any scalar, got ${pointed(value)}`) : []

function nullErrors({type}: Schema, path: string): string[] {
  switch (type) {
    case 'object':
    case 'map':
      return [`${path}: expected map, got &{NULL_VALUE}`]
    case 'array':
      return [`${path}: expected list, got &{NULL_VALUE}`]
    case 'boolean':
      return [`${path}: expected boolean, got &{NULL_VALUE}`]
    case 'string':
    case 'bytes':
      return [`${path}: expected string, got &value.valueUnstructured{Value:0}`]
    default:
      return []
  }
}

/** The walk of a map ends at the first field that there is not. */
function mapErrors(schema: Schema, value: Record<string, unknown>, path: readonly string[], open: boolean): string[] {
  const errors: string[] = []
  for (const [key, item] of Object.entries(value)) {
    const member = knownMember(schema, key) ?? schema.items
    const below = [...path, fieldElement(key)]
    if (member) errors.push(...validate(member, item, below, open))
    else if (schema.type === 'object' && !open && !isFree(schema))
      return [...errors, `${formatPath(below)}: field not declared in schema`]
  }
  return errors
}

/** An object of which no field is known can have any. */
const isFree = ({structural, fields}: Schema): boolean => structural === true && fields.size === 0

function listErrors(schema: Schema, list: unknown[], path: readonly string[], open: boolean): string[] {
  const errors: string[] = []
  const seen = new Set<string>()
  const here = formatPath(path)
  for (const [index, item] of list.entries()) {
    let element = indexElement(index)
    if (isAssociative(schema)) {
      const why = unaddressable(schema, item)
      if (why) return [...errors, `${here}: element ${index}: ${why}`]
      element = itemElement(schema, item)!
      if (seen.has(element)) errors.push(`${here}: duplicate entries for key ${formatPath([element])}`)
      seen.add(element)
    }
    if (schema.items) errors.push(...validate(schema.items, item, [...path, element], open))
  }
  return errors
}

/** Why an item has no place in an associative list; '' when it has one. */
function unaddressable(list: Schema, item: unknown): string {
  if (list.listType === 'set') {
    if (isObject(item)) return "associative list without keys has an element that's a map type"
    if (Array.isArray(item)) return 'not supported: associative list with lists as elements'
    return item === null ? "associative list without keys has an element that's an explicit null" : ''
  }
  if (item === null) return 'associative list with keys may not have a null element'
  if (!isObject(item)) return 'associative list with keys may not have non-map elements'
  if (itemElement(list, item) !== undefined) return ''
  const keys = (list.listMapKeys ?? []).map(quote).join(' ')
  return `associative list with keys has an element that omits all key fields [${keys}] (and doesn't have default values for any key fields)`
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || value instanceof RawNumber

const pointed = (value: unknown): string => `&{${formatGoValue(value)}}`

/** A value in Go's own syntax, as `%#v` writes it. */
function goSyntax(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value === 'string') return quote(value)
  if (!isObject(value) || isNumber(value)) return formatGoValue(value)
  const members = Object.keys(value)
    .sort()
    .map(key => `${quote(key)}:${goSyntax(value[key])}`)
  return `map[string]interface {}{${members.join(', ')}}`
}
