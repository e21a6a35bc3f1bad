import {formatGoValue} from '../go/format-value.ts'
import {stringifyJson} from '../json/stringify.ts'
import {type EvaluateOptions, evaluateJsonPath} from './evaluate.ts'
import {JsonPathError} from './jsonpath-error.ts'
import {type ListNode, parseJsonPath} from './parse.ts'

export {evaluateJsonPath, JsonPathError, type ListNode, parseJsonPath}

/** What a template prints for a document, as `kubectl -o jsonpath` does; throws a JsonPathError. */
export function printJsonPath(template: string | ListNode, data: unknown, options: EvaluateOptions = {}): string {
  const root = typeof template === 'string' ? parseJsonPath(template) : template
  return evaluateJsonPath(root, data, options).map(printResults).join('')
}

/** What a template prints with `-o jsonpath-as-json`: each part's results as an indented list. */
export const printJsonPathAsJson = (
  template: string | ListNode,
  data: unknown,
  options: EvaluateOptions = {},
): string =>
  evaluateJsonPath(typeof template === 'string' ? parseJsonPath(template) : template, data, options)
    .map(results => `${stringifyJson(results, {indent: 4})}\n`)
    .join('')

/** `metadata.name`, `.metadata.name`, `{metadata.name}` as the template `{.metadata.name}`; throws a JsonPathError. */
export function relaxedJsonPath(expression: string): string {
  if (expression === '') return expression
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression)
  if (!match)
    throw new JsonPathError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    )
  return `{.${match[1] ?? match[2]}}`
}

const printResults = (results: readonly unknown[]): string =>
  results
    .map(value => {
      if (value === null) return 'null'
      return typeof value === 'object' ? stringifyJson(value) : formatGoValue(value)
    })
    .join(' ')
