import {countKeys, hasUnusualNumbers, parseCarefully, parseJson} from '../json/parse.ts'
import {decodePlainly} from './decode-plainly.ts'
import {decodeStructural} from './decode-structural.ts'
import {type Decoded, Decoder} from './decoder.ts'
import {knowingMarks, marksSoFar} from './given-empties.ts'
import type {Schema} from './schema.ts'

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

/**
 * Decodes JSON text or a parsed object as a Kubernetes API server does. Throws a JsonSyntaxError for text that is no JSON and a DecodeError, in
 * Go's words, for values of the wrong type. `unpruned`: a custom object keeps what its schema does not know. `known`: see decodePlainly.
 */
export function decode(
  schema: Schema,
  input: string | object,
  {
    fieldValidation = 'Ignore',
    unpruned = false,
    known,
  }: {fieldValidation?: FieldValidation; unpruned?: boolean; known?: object} = {},
): Decoded {
  const strict = fieldValidation !== 'Ignore'
  if (schema.structural) return decodeStructural(schema, input, {strict, unpruned})
  if (typeof input !== 'string') return decodeValue(schema, input, strict, known)
  if (hasUnusualNumbers(input)) return decodeCarefully(schema, input, strict)
  const value = parseJson(input)
  const keys = {count: 0}
  countObjectKeys(value, keys)
  if (keys.count !== countKeys(input)) return decodeCarefully(schema, input, strict)
  return decodeValue(schema, value, strict)
}

function decodeValue(schema: Schema, input: unknown, strict: boolean, known?: object): Decoded {
  const before = marksSoFar()
  const object = decodePlainly(schema, input, known as Record<string, unknown> | undefined)
  return object ? {object: knowingMarks(object, before), problems: []} : carefully(new Decoder(strict), schema, input)
}

/** `strict decoding error: unknown field "a", unknown field "b"` */
export const strictDecodingError = (problems: readonly string[]): string =>
  `strict decoding error: ${problems.join(', ')}`

function decodeCarefully(schema: Schema, text: string, strict: boolean): Decoded {
  const {value, duplicates} = parseCarefully(text)
  return carefully(new Decoder(strict, duplicates), schema, value)
}

function carefully(decoder: Decoder, schema: Schema, input: unknown): Decoded {
  const before = marksSoFar()
  const decoded = decoder.run(schema, input)
  knowingMarks(decoded.object, before)
  return decoded
}

function countObjectKeys(value: unknown, keys: {count: number}): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) countObjectKeys(item, keys)
    return
  }
  for (const key of Object.keys(value)) {
    keys.count++
    countObjectKeys((value as Record<string, unknown>)[key], keys)
  }
}
