import {type FieldError, forbiddenField, invalidValue, required} from '../../../../api/field-error.ts'
import {isLabelValue} from '../../../../api/names.ts'
import type {JsonObject} from '../../../../api/object.ts'
import {parseFieldSelector, parseLabelSelector} from '../../../../api/selectors/index.ts'
import {validateLabelName} from '../../../resources/validation/labels.ts'

interface Selector {
  rawSelector?: string
  requirements?: {key?: string; operator?: string; values?: string[]}[]
}

/** What is wrong with the selectors of a review's resource attributes. */
export const validateSelectors = (attributes: {fieldSelector?: JsonObject; labelSelector?: JsonObject}): FieldError[] =>
  (['fieldSelector', 'labelSelector'] as const).flatMap(name =>
    attributes[name] ? [...validateSelector(attributes[name], `spec.resourceAttributes.${name}`)] : [],
  )

/** A selector as an authorizer understands it, and how much of it nobody does: what is left out only makes the question wider. */
export interface ReadSelector {
  text: string
  ignored?: 'partially ignored' | 'ignored'
}

/** Fields support one value each, and no more than that. */
export const readFieldSelector = (selector: JsonObject): ReadSelector =>
  readSelector(selector, parseFieldSelector, ({key = '', operator, values = []}) => {
    if (values.length !== 1) return undefined
    if (operator === 'In') return `${key}=${values[0]}`
    return operator === 'NotIn' ? `${key}!=${values[0]}` : undefined
  })

export const readLabelSelector = (selector: JsonObject): ReadSelector =>
  readSelector(selector, parseLabelSelector, labelRequirement)

type Requirement = NonNullable<Selector['requirements']>[number]

function readSelector(
  selector: JsonObject,
  parse: (text: string) => unknown,
  write: (requirement: Requirement) => string | undefined,
): ReadSelector {
  const {rawSelector, requirements = []} = selector as Selector
  if (rawSelector) return parses(rawSelector, parse) ? {text: rawSelector} : {text: '', ignored: 'ignored'}
  const texts = requirements.map(write).filter(text => text !== undefined && parses(text, parse))
  if (texts.length === requirements.length) return {text: texts.join(',')}
  return {text: texts.join(','), ignored: texts.length > 0 ? 'partially ignored' : 'ignored'}
}

function parses(text: string, parse: (text: string) => unknown): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

function* validateSelector(selector: JsonObject, field: string): Generator<FieldError> {
  const {rawSelector, requirements = []} = selector as Selector
  if (rawSelector && requirements.length > 0)
    yield invalidValue(`${field}.rawSelector`, rawSelector, 'may not specified at the same time as requirements')
  if (!rawSelector && requirements.length === 0)
    yield required(`${field}.requirements`, `when ${field} is specified, requirements or rawSelector is required`)
  for (const [index, requirement] of requirements.entries())
    yield* requirementErrors(`${field}.requirements[${index}]`, requirement, field.endsWith('labelSelector'))
}

function* requirementErrors(path: string, {key = '', operator = '', values = []}: Requirement, labels: boolean) {
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0)
    yield required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0)
    yield forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  if (labels) {
    yield* validateLabelName(`${path}.key`, key)
    for (const [index, value] of values.entries())
      for (const message of isLabelValue(value)) yield invalidValue(`${path}.values[${index}]`, value, message)
  } else if (!key) yield required(`${path}.key`, 'must be specified')
}

function labelRequirement({key = '', operator, values = []}: Requirement): string | undefined {
  if (operator === 'Exists') return key
  if (operator === 'DoesNotExist') return `!${key}`
  if (operator === 'In') return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`
  if (operator === 'NotIn') return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`
  return undefined
}
