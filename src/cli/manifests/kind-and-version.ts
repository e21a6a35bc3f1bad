import {isObject, stringifyJson} from '../../api/json/index.ts'
import type {KubeObject} from '../../api/object.ts'
import {ErrorList} from '../errors/command-error.ts'

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
  const problems = kindProblems(document)
  if (problems.length > 0) throw new ErrorList(problems)
}

/** Why kubectl cannot tell of what kind an object is that it is to validate; nothing if it can. */
export function kindProblems(document: unknown): string[] {
  if (!isObject(document)) return ['invalid object to validate']
  const {apiVersion, kind} = document
  const problems: string[] = []
  if ((apiVersion ?? null) === null) problems.push('apiVersion not set')
  else if (typeof apiVersion !== 'string') problems.push("apiVersion isn't string type")
  else if (apiVersion.split('/').length > 2) problems.push(`unexpected GroupVersion string: ${apiVersion}`)
  if ((kind ?? null) === null) problems.push('kind not set')
  else if (typeof kind !== 'string') problems.push("kind isn't string type")
  return problems
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
