import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {JsonObject} from '../../../../api/object.ts'

interface Selector {
  rawSelector?: string
  requirements?: {key?: string; operator?: string; values?: string[]}[]
}

/** What is wrong with the selectors of a review's resource attributes. */
export const validateSelectors = (attributes: {fieldSelector?: JsonObject; labelSelector?: JsonObject}): FieldError[] =>
  (['fieldSelector', 'labelSelector'] as const).flatMap(name =>
    attributes[name] ? validateSelector(attributes[name], `spec.resourceAttributes.${name}`) : [],
  )

/** A selector in the notation of a URL; requirements that nobody understands only widen it and are left out. */
export function selectorText(selector: JsonObject): string {
  const {rawSelector, requirements = []} = selector as Selector
  return rawSelector || requirements.flatMap(requirementText).join(',')
}

function validateSelector(selector: JsonObject, field: string): FieldError[] {
  const {rawSelector, requirements = []} = selector as Selector
  if (rawSelector && requirements.length > 0)
    return [invalidValue(`${field}.rawSelector`, rawSelector, 'may not specified at the same time as requirements')]
  if (!rawSelector && requirements.length === 0)
    return [required(`${field}.requirements`, `when ${field} is specified, requirements or rawSelector is required`)]
  return requirements.flatMap(({key, operator = '', values = []}, index) => {
    const path = `${field}.requirements[${index}]`
    const listed = operator === 'In' || operator === 'NotIn'
    return [
      ...(listed && values.length === 0
        ? [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
        : []),
      ...(key ? [] : [required(`${path}.key`, 'must be specified')]),
    ]
  })
}

function requirementText({key = '', operator, values = []}: NonNullable<Selector['requirements']>[number]): string[] {
  if (operator === 'Exists') return [key]
  if (operator === 'DoesNotExist') return [`!${key}`]
  if (operator === 'In') return [values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`]
  if (operator === 'NotIn') return [values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`]
  return []
}
