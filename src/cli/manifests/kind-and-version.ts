import {isObject, stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'

/** The document as an object that says what it is; throws in kubectl's words if it does not. */
export function kindAndVersion(document: unknown, source: string): KubeObject {
  if (!isObject(document))
    throw new Error(
      `unable to decode ${JSON.stringify(source)}: json: cannot unmarshal ${goKind(document)} into Go value of type unstructured.detector`,
    )
  const text = () => stringifyJson(document)
  if (typeof document['kind'] !== 'string' || document['kind'] === '')
    throw new Error(`unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${text()}'`)
  if (typeof document['apiVersion'] !== 'string' || document['apiVersion'] === '')
    throw new Error(`unable to decode ${JSON.stringify(source)}: Object 'apiVersion' is missing in '${text()}'`)
  return document as KubeObject
}

/** What strict and warning validation ask of a document before a server sees it. */
export function checkKindAndVersion(document: unknown): void {
  if (!isObject(document)) throw new Error('invalid object to validate')
  const missing = ['apiVersion', 'kind'].filter(field => document[field] === undefined || document[field] === null)
  const problems = missing.map(field => `${field} not set`)
  if (problems.length === 1) throw new Error(problems[0])
  if (problems.length > 1) throw new Error(`[${problems.join(', ')}]`)
  for (const field of ['apiVersion', 'kind'])
    if (typeof document[field] !== 'string') throw new Error(`${field} isn't string type`)
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
