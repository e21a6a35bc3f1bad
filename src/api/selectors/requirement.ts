import {type FieldError, fieldErrorText, invalidValue} from '../field-error.ts'
import {isLabelValue, isQualifiedName} from '../names.ts'
import {SelectorError} from './selector-error.ts'

export type Operator = '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt'

/** One condition on a label. */
export interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
}

export type Labels = Readonly<Record<string, string>> | undefined

/** A checked requirement; throws a SelectorError in Kubernetes' words. */
export function newRequirement(key: string, operator: Operator, values: readonly string[]): Requirement {
  const errors: FieldError[] = []
  const keyErrors = isQualifiedName(key)
  if (keyErrors.length > 0) errors.push(invalidValue('key', key, keyErrors.join('; ')))
  const complaint = countComplaint(operator, values)
  if (complaint) errors.push(invalidValue('values', values, complaint))
  if (operator === 'gt' || operator === 'lt')
    for (const [index, value] of values.entries())
      if (!isInteger(value))
        errors.push(invalidValue(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer"))
  for (const [index, value] of values.entries()) {
    const valueErrors = isLabelValue(value)
    if (valueErrors.length > 0) errors.push(invalidValue(`values[${index}][${key}]`, value, valueErrors.join('; ')))
  }
  if (errors.length > 0) throw new SelectorError(aggregate(errors))
  return {key, operator, values}
}

/** `key`, `!key`, `key=a`, `key in (a,b)` */
export function formatRequirement({key, operator, values}: Requirement): string {
  const list = values.length === 1 ? values[0]! : [...values].sort().join(',')
  switch (operator) {
    case 'exists':
      return key
    case '!':
      return `!${key}`
    case 'in':
    case 'notin':
      return `${key} ${operator} (${list})`
    case 'gt':
      return `${key}>${list}`
    case 'lt':
      return `${key}<${list}`
    default:
      return `${key}${operator}${list}`
  }
}

/** A function that tells whether labels meet a requirement. */
export function compileRequirement({key, operator, values}: Requirement): (labels: Labels) => boolean {
  const [first] = values
  switch (operator) {
    case 'exists':
      return labels => labels !== undefined && Object.hasOwn(labels, key)
    case '!':
      return labels => labels === undefined || !Object.hasOwn(labels, key)
    case 'gt':
    case 'lt':
      return labels => comparesTo(lookup(labels, key), operator, first ?? '')
    case '!=':
    case 'notin': {
      const excluded = new Set(values)
      return labels => {
        const value = lookup(labels, key)
        return value === undefined || !excluded.has(value)
      }
    }
    default: {
      if (values.length === 1) return labels => lookup(labels, key) === first
      const accepted = new Set(values)
      return labels => {
        const value = lookup(labels, key)
        return value !== undefined && accepted.has(value)
      }
    }
  }
}

const lookup = (labels: Labels, key: string): string | undefined =>
  labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined

const isInteger = (text: string): boolean => /^[+-]?\d+$/.test(text)

function comparesTo(value: string | undefined, operator: 'gt' | 'lt', bound: string): boolean {
  if (value === undefined || !isInteger(value) || !isInteger(bound)) return false
  return operator === 'gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound)
}

function countComplaint(operator: Operator, {length}: readonly string[]): string | undefined {
  switch (operator) {
    case 'in':
    case 'notin':
      return length === 0 ? "for 'in', 'notin' operators, values set can't be empty" : undefined
    case 'exists':
    case '!':
      return length > 0 ? 'values set must be empty for exists and does not exist' : undefined
    case 'gt':
    case 'lt':
      return length === 1 ? undefined : "for 'Gt', 'Lt' operators, exactly one value is required"
    default:
      return length === 1 ? undefined : 'exact-match compatibility requires one single value'
  }
}

function aggregate(errors: readonly FieldError[]): string {
  const texts = errors.map(fieldErrorText)
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`
}
