import {forbiddenField, invalidValue, required} from '../../../api/field-error.ts'
import type {LabelSelector} from '../../../api/kinds.ts'
import {isLabelValue, isQualifiedName} from '../../../api/names.ts'
import {type Errors, each, invalidBecause} from './errors.ts'

export function* validateLabels(path: string, labels: Record<string, string> | undefined): Errors {
  for (const [key, value] of Object.entries(labels ?? {})) {
    yield* validateLabelName(path, key)
    yield* invalidBecause(path, value, isLabelValue(value))
  }
}

export const validateLabelName = (path: string, name: string): Errors =>
  invalidBecause(path, name, isQualifiedName(name))

export function* validateLabelSelector(
  path: string,
  selector: LabelSelector | undefined,
  {anyValue = false}: {anyValue?: boolean} = {},
): Errors {
  if (!selector) return
  yield* validateLabels(`${path}.matchLabels`, selector.matchLabels)
  yield* each(`${path}.matchExpressions`, selector.matchExpressions, (requirement, at) =>
    validateRequirement(at, requirement, anyValue),
  )
}

function* validateRequirement(
  path: string,
  {key, operator, values = []}: {key: string; operator: string; values?: string[]},
  anyValue: boolean,
): Errors {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) yield required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      yield forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  } else {
    yield invalidValue(`${path}.operator`, operator, 'not a valid selector operator')
  }
  yield* validateLabelName(`${path}.key`, key)
  if (!anyValue) yield* each(`${path}.values`, values, (value, at) => invalidBecause(at, value, isLabelValue(value)))
}

/** Whether a selector, already valid, selects these labels. */
export function selectorMatches(selector: LabelSelector, labels: Record<string, string> = {}): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
  return equal && (selector.matchExpressions ?? []).every(requirement => requirementMatches(requirement, labels))
}

function requirementMatches(
  {key, operator, values = []}: {key: string; operator: string; values?: string[]},
  labels: Record<string, string>,
): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    default:
      return value === undefined
  }
}

/** Whether a selector has no requirement at all and so selects everything. */
export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0) === 0
