import type {Environment} from '@marcbachmann/cel-js'
import {isObject} from '../json/set-key.ts'
import type {Schema} from '../schema/schema.ts'
import {escapeName} from './escape-name.ts'

const metadataFields = {name: 'string', generateName: 'string'}

/** Declares the types of a schema's values in an environment, and returns the name of the whole value's type. */
export function declareType(environment: Environment, schema: Schema, {resource = false} = {}): string {
  let count = 0
  const declareObject = (fields: Record<string, string>): string => {
    count += 1
    const name = `Object${count}`
    environment.registerType(name, {fields})
    environment.registerOperator(`${name} == ${name}`, () => true)
    return name
  }
  const typeOf = (node: Schema, root = false): string => {
    switch (node.type) {
      case 'array':
        return node.items ? `list<${typeOf(node.items)}>` : 'list'
      case 'integer':
        return 'int'
      case 'number':
        return 'double'
      case 'boolean':
        return 'bool'
      case 'string':
        return stringType(node.format)
      case 'map':
        return node.items ? `map<string, ${typeOf(node.items)}>` : 'dyn'
      case 'object':
        return objectType(node, root)
      default:
        return 'dyn'
    }
  }
  const objectType = (node: Schema, root: boolean): string => {
    const meta = root || node.embeddedResource
    if (node.fields.size === 0 && !meta) return node.items ? `map<string, ${typeOf(node.items)}>` : declareObject({})
    const fields: Record<string, string> = {}
    for (const [name, field] of node.fields) {
      const escaped = escapeName(name)
      if (escaped && !isOpaque(field.schema)) fields[escaped] = typeOf(field.schema)
    }
    if (meta) Object.assign(fields, {apiVersion: 'string', kind: 'string', metadata: declareObject(metadataFields)})
    return declareObject(fields)
  }
  return typeOf(schema, resource)
}

/** Values of which a schema says nothing cannot be looked into. */
const isOpaque = ({type, preserveUnknownFields, source}: Schema): boolean =>
  type === 'raw' && preserveUnknownFields === true && isObject(source)

function stringType(format: string | undefined): string {
  switch (format) {
    case 'date-time':
    case 'datetime':
    case 'date':
      return 'google.protobuf.Timestamp'
    case 'duration':
      return 'google.protobuf.Duration'
    case 'byte':
      return 'bytes'
    default:
      return 'string'
  }
}
