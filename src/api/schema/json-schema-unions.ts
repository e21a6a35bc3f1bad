import {RawNumber} from '../json/parse.ts'
import {isObject} from '../json/set-key.ts'
import {DecodeError} from './decode-error.ts'
import {schemaOf} from './inflate.ts'
import type {Schema} from './schema.ts'

const unions = ['v1.JSONSchemaPropsOrArray', 'v1.JSONSchemaPropsOrBool', 'v1.JSONSchemaPropsOrStringArray']

/** Whether a type is one of those of definitions' schemas that hold a schema or something else. */
export const isSchemaUnion = ({type, goType}: Schema): boolean => type === 'raw' && unions.includes(goType)

/**
 * A value of such a type: `decode` reads a schema, a list of schemas or of strings. Undefined for what is taken for nothing at all; throws a DecodeError for what
 * is neither a schema nor a boolean where it has to be.
 */
export function decodeSchemaUnion(
  {goType}: Schema,
  input: unknown,
  decode: (schema: Schema, value: unknown) => unknown,
): unknown {
  if (isObject(input) && !(input instanceof RawNumber)) return decode(schemaProps(), input)
  if (goType.endsWith('OrBool')) {
    if (typeof input === 'boolean') return input
    throw new DecodeError('boolean or JSON schema expected')
  }
  if (!Array.isArray(input) || input.length === 0) return undefined
  return decode(goType.endsWith('OrStringArray') ? strings : schemaList(), input)
}

export const schemaProps = (): Schema =>
  schemaOf('io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps')

const nothing = {fields: new Map(), required: []}
const strings: Schema = {
  type: 'array',
  goType: '[]string',
  ...nothing,
  items: {type: 'string', goType: 'string', ...nothing},
}
const schemaList = (): Schema => ({type: 'array', goType: '[]v1.JSONSchemaProps', ...nothing, items: schemaProps()})
