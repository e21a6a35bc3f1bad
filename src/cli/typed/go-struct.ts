import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {decode, schemaOfKind} from '../../api/schema/index.ts'

/** The object as a round trip through Go's types leaves it: keys in the order of the struct, and the zero values that are always written. */
export function asGoStruct(object: KubeObject): KubeObject {
  const {kind, apiVersion} = object
  const schema = schemaOfKind({...parseApiVersion(apiVersion), kind})
  if (!schema) return object
  return {...({kind, apiVersion} as KubeObject), ...(decode(schema, object).object as KubeObject)}
}
