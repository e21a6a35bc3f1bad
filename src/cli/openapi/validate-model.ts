import {isObject} from '../../api/json/index.ts'
import {referredName, type Shape, type SwaggerDocument, type SwaggerSchema, shapeOf} from './swagger-schema.ts'

interface Place {
  /** Where the value is: `Service.spec.ports[0].port`. */
  path: string
  /** Where its schema is: `io.k8s.api.core.v1.ServicePort.port`. */
  model: string
  document: SwaggerDocument
}

/** What kubectl itself finds wrong with a value: unknown and missing fields, and values of another type. */
export function* modelErrors(value: unknown, schema: SwaggerSchema, place: Place): Generator<string> {
  const shape = shapeOf(schema, place.document)
  if (shape.type === 'arbitrary') return
  if (shape.type === 'reference')
    return yield* modelErrors(value, shape.target, {...place, model: referredName(schema.$ref!)})
  const expected = expectedType(shape)
  const actual = typeOf(value)
  if (!fits(actual, expected)) {
    const types = `got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`
    yield at(place, `invalid type for ${place.model}: ${types}`)
  } else if (shape.type === 'kind') yield* fieldErrors(value as Fields, shape, place)
  else if (shape.type === 'map') yield* entryErrors(value as Fields, shape.items, place)
  else if (shape.type === 'array') yield* itemErrors(value as unknown[], shape.items, place)
}

type Fields = Record<string, unknown>

function* fieldErrors(value: Fields, {fields, required}: Shape & {type: 'kind'}, place: Place): Generator<string> {
  const known = new Map(fields)
  for (const [name, field] of entries(value)) {
    if (field === null) continue
    const schema = known.get(name)
    if (!schema) yield at(place, `unknown field ${JSON.stringify(name)} in ${place.model}`)
    else yield* modelErrors(field, schema, {...place, path: `${place.path}.${name}`, model: `${place.model}.${name}`})
  }
  for (const name of required)
    if ((value[name] ?? null) === null)
      yield at(place, `missing required field ${JSON.stringify(name)} in ${place.model}`)
}

function* entryErrors(value: Fields, schema: SwaggerSchema, place: Place): Generator<string> {
  for (const [name, entry] of entries(value)) {
    const path = `${place.path}.${name}`
    if (entry === null) yield nothingAt(path)
    else yield* modelErrors(entry, schema, {...place, path})
  }
}

function* itemErrors(value: unknown[], schema: SwaggerSchema, place: Place): Generator<string> {
  for (const [index, item] of value.entries()) {
    const path = `${place.path}[${index}]`
    if (item === null) yield at(place, nothingAt(path))
    else yield* modelErrors(item, schema, {...place, path})
  }
}

const entries = (value: Fields): [string, unknown][] => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))

const at = ({path}: Place, text: string): string => `ValidationError(${path}): ${text}`

const nothingAt = (path: string): string => `unknown object type "nil" in ${path}`

const expectedType = (shape: Exclude<Shape, {type: 'reference' | 'arbitrary'}>): string =>
  shape.type === 'kind' ? 'map' : shape.type === 'primitive' ? shape.name : shape.type

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (isObject(value)) return 'map'
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value
  return Number.isInteger(Number(value)) ? 'integer' : 'number'
}

/** Any plain value can be a string, and any number an integer. */
function fits(actual: string, expected: string): boolean {
  if (actual === expected) return true
  if (expected === 'string') return actual !== 'map' && actual !== 'array'
  return ['integer', 'number'].includes(expected) && ['integer', 'number'].includes(actual)
}
