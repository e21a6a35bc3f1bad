import {formatGoValue} from '../../api/go/format-value.ts'
import {evaluateJsonPath, parseJsonPath, relaxedJsonPath} from '../../api/jsonpath/index.ts'
import type {JsonObject, KubeObject} from '../../api/object.ts'

/** What `--for` waits for. */
export type WaitCondition = {type: 'delete'} | {type: 'create'} | {type: 'object'; isMet(object: KubeObject): boolean}

/** Reads `--for`; throws with kubectl's words. */
export function parseWaitCondition(text: string): WaitCondition {
  const lower = text.toLowerCase()
  if (lower === 'delete') return {type: 'delete'}
  if (lower === 'create') return {type: 'create'}
  if (text.startsWith('condition=')) return statusCondition(text.slice('condition='.length))
  if (text.startsWith('jsonpath=')) return jsonPathCondition(text.slice('jsonpath='.length))
  throw new Error(`unrecognized condition: ${JSON.stringify(text)}`)
}

function statusCondition(text: string): WaitCondition {
  const equals = text.indexOf('=')
  const name = (equals < 0 ? text : text.slice(0, equals)).toLowerCase()
  const wanted = (equals < 0 ? 'true' : text.slice(equals + 1)).toLowerCase()
  return {
    type: 'object',
    isMet(object) {
      const status = object['status'] as JsonObject | undefined
      const conditions = (status?.['conditions'] ?? []) as JsonObject[]
      const condition = conditions.find(({type}) => String(type).toLowerCase() === name)
      if (!condition || condition['status'] === undefined) return false
      const observed = condition['observedGeneration'] ?? status?.['observedGeneration']
      const {generation} = object.metadata
      if (generation !== undefined && observed !== undefined && Number(observed) < generation) return false
      return String(condition['status']).toLowerCase() === wanted
    },
  }
}

function jsonPathCondition(text: string): WaitCondition {
  const parts = splitAtSingleEquals(text)
  const format =
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'"
  if (parts.length > 2) throw new Error(format)
  const expression = relaxedJsonPath(parts[0] ?? '')
  const wanted = parts[1]?.replace(/^['"]+|['"]+$/g, '')
  if (wanted === '')
    throw new Error(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    )
  if (expression === '') throw new Error('jsonpath expression cannot be empty')
  const path = parseJsonPath(expression)
  return {
    type: 'object',
    isMet(object) {
      const results = evaluateJsonPath(path, object, {allowMissingKeys: true})
      const [values = []] = results
      if (values.length === 0) return false
      if (results.length > 1) throw new Error('given jsonpath expression matches more than one list')
      if (values.length > 1) throw new Error('given jsonpath expression matches more than one value')
      if (wanted === undefined) return true
      const [value] = values
      if (typeof value === 'object' && value !== null)
        throw new Error('jsonpath leads to a nested object or list which is not supported')
      return formatGoValue(value).trim() === wanted.trim()
    },
  }
}

/** `==` belongs to an expression; a single `=` separates it from its value. */
const splitAtSingleEquals = (text: string): string[] =>
  text
    .replaceAll('==', '\0')
    .split('=')
    .map(part => part.replaceAll('\0', '=='))
