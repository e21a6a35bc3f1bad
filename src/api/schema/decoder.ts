import {quote} from '../go/quote.ts'
import {type DuplicateKeys, RawNumber} from '../json/parse.ts'
import {isObject, setKey} from '../json/set-key.ts'
import {compareKeys} from '../json/stringify.ts'
import {type GoContext, kindOf, typeMismatch} from './decode-error.ts'
import {isAlwaysWritten} from './decode-plainly.ts'
import {decodeScalar} from './decode-scalar.ts'
import {markEmpty} from './given-empties.ts'
import {decodeSchemaUnion, isSchemaUnion} from './json-schema-unions.ts'
import type {Schema} from './schema.ts'
import {isEmptyValue, isNilable, zeroOf, zeroOfField} from './zero.ts'

export interface Decoded {
  /** A new object in the order of Go's struct, as a round trip through Go's types leaves it. */
  object: Record<string, unknown>
  /** Kubernetes' strict decoding messages in its order; empty with Ignore. */
  problems: string[]
}

const mostProblems = 100

/** One decoding: the first mismatch in document order is the error, unknown and duplicate fields are collected. */
export class Decoder {
  readonly problems: string[] = []
  private mismatch: Error | undefined
  private readonly strict: boolean
  private readonly duplicates: DuplicateKeys | undefined
  private readonly path: string[] = []
  private readonly goFields: string[] = []
  private goStruct = ''

  constructor(strict: boolean, duplicates?: DuplicateKeys) {
    this.strict = strict
    this.duplicates = duplicates?.size ? duplicates : undefined
  }

  run(schema: Schema, input: unknown): Decoded {
    const object = this.value(schema, input) ?? zeroOf(schema)
    if (this.mismatch) throw this.mismatch
    return {object: object as Record<string, unknown>, problems: this.problems}
  }

  /** The decoded value, or undefined for a zero one (null, or a mismatch that is remembered). */
  value(schema: Schema, input: unknown): unknown {
    switch (schema.type) {
      case 'object':
        return this.struct(schema, input)
      case 'array':
        return this.array(schema, input)
      case 'map':
        return this.map(schema, input)
      case 'raw':
        return isSchemaUnion(schema) && input !== null ? this.union(schema, input) : plainJson(input)
      default:
        return this.scalar(schema, input)
    }
  }

  private struct(schema: Schema, input: unknown): Record<string, unknown> | undefined {
    if (input === null || input === undefined) return undefined
    if (!isObject(input) || input instanceof RawNumber) return this.refuse(schema, input)
    const {fields} = schema
    const outerStruct = this.goStruct
    const struct = structName(schema)
    const values = new Map<string, unknown>()
    const hollow: string[] = []
    for (const key of Object.keys(input)) {
      const item = input[key]
      if (item === undefined) continue
      const field = fields.get(key)
      if (!field) {
        this.problem('unknown', key)
        continue
      }
      this.goStruct = struct
      this.goFields.push(key)
      this.path.push(this.path.length > 0 ? `.${key}` : key)
      const value = this.value(field.schema, item)
      if (value !== undefined) values.set(key, value)
      else if (item !== null && isSchemaUnion(field.schema)) hollow.push(key)
      this.goFields.pop()
      this.path.pop()
    }
    this.goStruct = outerStruct
    this.reportDuplicates(input)
    const out = assemble(schema, values)
    for (const key of hollow) markEmpty(out, key)
    return out
  }

  private array(schema: Schema, input: unknown): unknown[] | undefined {
    if (input === null || input === undefined) return undefined
    if (!Array.isArray(input)) return this.refuse(schema, input)
    const items = schema.items!
    const out: unknown[] = new Array(input.length)
    for (let index = 0; index < input.length; index++) {
      this.path.push(`[${index}]`)
      const value = this.value(items, input[index])
      out[index] = value === undefined ? zeroOf(items) : value
      this.path.pop()
    }
    return out
  }

  private map(schema: Schema, input: unknown): Record<string, unknown> | undefined {
    if (input === null || input === undefined) return undefined
    if (!isObject(input) || input instanceof RawNumber) return this.refuse(schema, input)
    const items = schema.items!
    const out: Record<string, unknown> = {}
    const values = new Map<string, unknown>()
    const keys = Object.keys(input)
    let sorted = true
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!
      if (index > 0 && keys[index - 1]! > key) sorted = false
      if (input[key] === undefined) continue
      this.path.push(this.path.length > 0 ? `.${key}` : key)
      const value = this.value(items, input[key])
      values.set(key, value === undefined ? zeroOf(items) : value)
      this.path.pop()
    }
    for (const key of sorted ? keys : keys.sort(compareKeys)) if (values.has(key)) setKey(out, key, values.get(key))
    this.reportDuplicates(input)
    return out
  }

  /** Decodes itself, without a word of fields that nobody knows; a mismatch in it ends everything and is told of the place of the whole. */
  private union(schema: Schema, input: unknown): unknown {
    try {
      return decodeSchemaUnion(schema, input, (part, value) => new Decoder(false).run(part, value).object)
    } catch (error) {
      const [, value, goType] =
        /^json: cannot unmarshal (.+) into Go .* of type (.+)$/.exec((error as Error).message) ?? []
      throw value && goType ? typeMismatch(value, goType, this.context()) : error
    }
  }

  private scalar(schema: Schema, input: unknown): unknown {
    try {
      return decodeScalar(schema, input, this.context())
    } catch (error) {
      // Values that unmarshal themselves end Go's decoding at once; mismatches only mark it.
      const final = schema.type !== 'string' && schema.type !== 'integer' && schema.type !== 'boolean'
      if (final && schema.type !== 'number' && schema.type !== 'bytes') throw error
      this.mismatch ??= error as Error
      return undefined
    }
  }

  private refuse(schema: Schema, input: unknown): undefined {
    this.mismatch ??= typeMismatch(kindOf(input), schema.goType, this.context())
    return undefined
  }

  private context(): GoContext {
    return {struct: this.goStruct, fields: this.goFields}
  }

  private problem(what: 'unknown' | 'duplicate', key: string): void {
    if (!this.strict || this.problems.length >= mostProblems) return
    const text = `${what} field ${quote(this.path.length > 0 ? `${this.path.join('')}.${key}` : key)}`
    if (!this.problems.includes(text)) this.problems.push(text)
  }

  private reportDuplicates(input: object): void {
    for (const key of this.duplicates?.get(input) ?? []) this.problem('duplicate', key)
  }
}

const structName = ({goType}: Schema): string => goType.slice(goType.lastIndexOf('.') + 1)

/** The fields in Go's order, without what omitempty drops and with what is always there. */
function assemble(schema: Schema, values: Map<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const field of schema.fields.values()) {
    const value = values.get(field.name)
    if (value === undefined) {
      const zero = isAlwaysWritten(field) ? zeroOfField(field) : undefined
      if (zero !== undefined) out[field.name] = zero
    } else if (field.pointer || field.omit === 'never' || !isEmptyValue(value, field.schema)) out[field.name] = value
    else if (isNilable(field)) markEmpty(out, field.name)
  }
  return out
}

/** JSON of any shape, with unusual numbers as plain ones. */
function plainJson(input: unknown): unknown {
  if (input === null) return undefined
  return withoutRawNumbers(input)
}

function withoutRawNumbers(input: unknown): unknown {
  if (input instanceof RawNumber) return Number(input.text)
  if (Array.isArray(input)) return input.map(withoutRawNumbers)
  if (!isObject(input)) return input
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(input)) if (input[key] !== undefined) setKey(out, key, withoutRawNumbers(input[key]))
  return out
}
