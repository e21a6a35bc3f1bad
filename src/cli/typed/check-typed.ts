import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {DecodeError, decode, schemaOfKind} from '../../api/schema/index.ts'
import {checkKnownKind} from './known-kind.ts'

/** Throws as a kubectl command does that decodes a file's object into Go's type for it: if it has no type, or the object has values of others. */
export function checkTyped(object: KubeObject, source: string): void {
  checkKnownKind(object, source)
  const schema = schemaOfKind({...parseApiVersion(object.apiVersion), kind: object.kind})
  try {
    if (schema) decode(schema, object)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    throw new Error(`unable to decode ${JSON.stringify(source)}: ${error.message}`)
  }
}
