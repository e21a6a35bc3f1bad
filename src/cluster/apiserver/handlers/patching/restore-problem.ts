import {isObject} from '../../../../api/json/index.ts'
import {RawNumber} from '../../../../api/json/parse.ts'
import {decodeScalar} from '../../../../api/schema/decode-scalar.ts'
import {Decoder} from '../../../../api/schema/decoder.ts'
import type {Schema} from '../../../../api/schema/index.ts'
import {decodeSchemaUnion, isSchemaUnion} from '../../../../api/schema/json-schema-unions.ts'

/** Why an unstructured object cannot be restored as its type, in the words of Kubernetes' converter; undefined where it has other reasons. */
export function restoreProblem(schema: Schema, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  switch (schema.type) {
    case 'object':
      if (!isObject(value) || value instanceof RawNumber) return `cannot restore struct from: ${kindOf(value)}`
      return first([...schema.fields.values()], field => restoreProblem(field.schema, value[field.name]))
    case 'map':
      if (!isObject(value) || value instanceof RawNumber) return `cannot restore map from ${kindOf(value)}`
      return first(Object.values(value), item => (schema.items ? restoreProblem(schema.items, item) : undefined))
    case 'array':
      if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`
      return first(value, item => (schema.items ? restoreProblem(schema.items, item) : undefined))
    case 'string':
      if (typeof value === 'string') return undefined
      return kindOf(value) === 'int64' ? `cannot convert int64 to ${schema.goType}` : 'unrecognized type: string'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'unrecognized type: bool'
    case 'number':
      return isNumber(value) ? undefined : 'unrecognized type: float64'
    case 'bytes':
      return typeof value === 'string' ? undefined : bytesProblem(value)
    case 'time':
    case 'microtime':
    case 'int-or-string':
    case 'quantity':
      return ownProblem(() => decodeScalar(schema, value, nowhere))
    case 'raw':
      return isSchemaUnion(schema)
        ? ownProblem(() => decodeSchemaUnion(schema, value, (part, inner) => new Decoder(false).run(part, inner)))
        : undefined
    case 'integer':
      if (!isNumber(value)) return `unrecognized type: ${schema.format ?? 'int64'}`
      return isWhole(value) ? undefined : `cannot convert float64 to ${schema.goType}`
    default:
      return undefined
  }
}

/** Bytes may be a list of numbers. */
function bytesProblem(value: unknown): string {
  if (!Array.isArray(value)) return `cannot restore slice from ${kindOf(value)}`
  const broken = value.find(item => isNumber(item) && !isWhole(item))
  return broken === undefined ? 'unrecognized type: uint8' : 'cannot convert float64 to uint8'
}

/** What types that read themselves say, who do not know where they are. */
function ownProblem(decode: () => unknown): string | undefined {
  try {
    decode()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const nowhere = {struct: '', fields: []}

function first<T>(items: Iterable<T>, problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item)
    if (problem) return problem
  }
  return undefined
}

const isNumber = (value: unknown): boolean => typeof value === 'number' || value instanceof RawNumber

const isWhole = (value: unknown): boolean => Number.isInteger(value instanceof RawNumber ? Number(value.text) : value)

/** Go's kind. */
function kindOf(value: unknown): string {
  if (isNumber(value)) return isWhole(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  return Array.isArray(value) ? 'slice' : typeof value === 'string' ? 'string' : 'map'
}
