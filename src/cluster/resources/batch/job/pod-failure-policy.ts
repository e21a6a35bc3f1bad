import {duplicate, type FieldError, invalidValue, required, tooMany} from '../../../../api/field-error.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, supportedWord} from '../../validation/errors.ts'
import type {JobSpec} from './validate.ts'

type Rule = NonNullable<JobSpec['podFailurePolicy']>['rules'][number]

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore']
const statuses = ['False', 'True', 'Unknown']
const operators = ['In', 'NotIn']
const mostRules = 20
const mostPatterns = 20
const mostCodes = 255

const validValues = (words: string[]): string => `valid values: [${words.map(word => JSON.stringify(word)).join(' ')}]`

/** What a pod's failure means to its job. */
export function* validatePodFailurePolicy(path: string, spec: JobSpec): Errors {
  const rules = spec.podFailurePolicy?.rules ?? []
  if (rules.length > mostRules) yield tooMany(`${path}.rules`, rules.length, mostRules)
  yield* each(`${path}.rules`, rules, (rule, at) => ruleErrors(at, rule, spec))
}

function* ruleErrors(path: string, {action, onExitCodes, onPodConditions = []}: Rule, spec: JobSpec): Errors {
  if (!action) yield required(`${path}.action`, validValues(actions))
  else if (action !== 'FailIndex') yield* supportedWord(`${path}.action`, action, actions)
  else if (spec.backoffLimitPerIndex === undefined)
    yield invalidValue(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set')
  if (onExitCodes) yield* exitCodeErrors(`${path}.onExitCodes`, onExitCodes, spec)
  if (onPodConditions.length > mostPatterns)
    yield tooMany(`${path}.onPodConditions`, onPodConditions.length, mostPatterns)
  yield* each(`${path}.onPodConditions`, onPodConditions, function* ({type, status}, at) {
    yield* invalidBecause(`${at}.type`, type, isQualifiedName(type))
    if (!status) yield required(`${at}.status`, validValues(statuses))
    else yield* supportedWord(`${at}.status`, status, statuses)
  })
  if (onExitCodes && onPodConditions.length > 0)
    yield withoutValue(path, 'specifying both OnExitCodes and OnPodConditions is not supported')
  if (!onExitCodes && onPodConditions.length === 0)
    yield withoutValue(path, 'specifying one of OnExitCodes and OnPodConditions is required')
}

function* exitCodeErrors(
  path: string,
  {operator, containerName, values: given}: NonNullable<Rule['onExitCodes']>,
  {template}: JobSpec,
): Errors {
  if (!operator) yield required(`${path}.operator`, validValues(operators))
  else yield* supportedWord(`${path}.operator`, operator, operators)
  const names = [...(template.spec?.containers ?? []), ...(template.spec?.initContainers ?? [])].map(({name}) => name)
  if (containerName !== undefined && !names.includes(containerName))
    yield invalidValue(
      `${path}.containerName`,
      containerName,
      'must be one of the container or initContainer names in the pod template',
    )
  const at = `${path}.values`
  const values = given ?? []
  if (values.length === 0) yield invalidValue(at, given ?? null, 'at least one value is required')
  else if (values.length > mostCodes) yield tooMany(at, values.length, mostCodes)
  const seen = new Set<number>()
  for (const [index, code] of values.entries()) {
    if (operator === 'In' && code === 0)
      yield invalidValue(`${at}[${index}]`, code, 'must not be 0 for the In operator')
    if (seen.has(code)) yield duplicate(`${at}[${index}]`, code)
    seen.add(code)
  }
  if (values.some((code, index) => index > 0 && (values[index - 1] as number) > code))
    yield invalidValue(at, values, 'must be ordered')
}

/** An error of the whole, whose value would say too much. */
export const withoutValue = (field: string, detail: string): FieldError => ({
  field,
  type: 'FieldValueInvalid',
  detail,
  omitValue: true,
})
