import {fieldErrorText, invalidValue} from '../field-error.ts'
import {quote} from '../go/quote.ts'
import {RawNumber} from '../json/parse.ts'
import {isObject, setKey} from '../json/set-key.ts'
import {compareKeys} from '../json/stringify.ts'
import {DecodeError, kindOf, typeMismatch} from './decode-error.ts'
import {type Decoded, Decoder} from './decoder.ts'
import {parseWithDuplicates} from './duplicate-fields.ts'
import {schemaOf} from './inflate.ts'
import {prune} from './prune.ts'
import type {Schema} from './schema.ts'

/** Decodes an object of a CustomResourceDefinition: its metadata is typed, the rest is pruned, and types are left to validation. */
export function decodeStructural(
  schema: Schema,
  input: string | object,
  {strict, unpruned}: {strict: boolean; unpruned: boolean},
): Decoded {
  const {value, duplicates} = typeof input === 'string' ? parseWithDuplicates(input) : {value: input, duplicates: []}
  if (!isObject(value)) throw typeMismatch(kindOf(value), 'map[string]interface {}', {struct: '', fields: []})
  const problems = strict ? [...duplicates] : []
  const object = plain(value) as Record<string, unknown>
  if (object['metadata'] !== undefined) object['metadata'] = decodeMetadata(value['metadata'], strict, problems)
  checkResources(schema, object, '')
  const unknown = unpruned ? [] : prune(schema, object)
  if (strict) problems.push(...unknown.map(path => `unknown field ${quote(path)}`))
  return {object, problems}
}

/** Problems are told in the order of sorted keys: a real server writes what it has read anew before it looks at its metadata. */
function decodeMetadata(metadata: unknown, strict: boolean, problems: string[]): unknown {
  const schema = schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta')
  let inner = new Decoder(strict).run(schema, metadata)
  if (inner.problems.length > 1) inner = new Decoder(strict).run(schema, sorted(metadata))
  problems.push(...inner.problems.map(problem => problem.replace('field "', 'field "metadata.')))
  return inner.object
}

/** Resources within the object say in text what they are, and their metadata is typed as its own is. Throws a DecodeError. */
function checkResources(schema: Schema | undefined, value: unknown, path: string): void {
  if (!schema) return
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkResources(schema.items, item, `${path}[${index}]`)
    return
  }
  if (!isObject(value)) return
  for (const [key, item] of Object.entries(value)) {
    const child = path ? `${path}.${key}` : key
    if (schema.embeddedResource) checkTypeAndMetadata(key, item, child)
    checkResources(schema.fields.get(key)?.schema ?? schema.items, item, child)
  }
}

function checkTypeAndMetadata(key: string, value: unknown, path: string): void {
  const refuse = (why: string) => new DecodeError(fieldErrorText(invalidValue(path, value, why)))
  if ((key === 'apiVersion' || key === 'kind') && typeof value !== 'string') throw refuse('must be a string')
  if (key !== 'metadata') return
  try {
    decodeMetadata(value, false, [])
  } catch (error) {
    throw error instanceof DecodeError ? refuse(error.message) : error
  }
}

/** A copy with sorted keys and all else as it is. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value) || value instanceof RawNumber) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort(compareKeys)
      .map(key => [key, sorted(value[key])]),
  )
}

/** A copy with sorted keys, as Go writes maps, and integers kept apart from fractions only by value. */
function plain(value: unknown): unknown {
  if (value instanceof RawNumber) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(value).sort(compareKeys))
    if (value[key] !== undefined) setKey(out, key, plain(value[key]))
  return out
}
