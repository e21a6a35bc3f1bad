import {type FieldError, forbiddenField, invalidValue, required} from '../field-error.ts'
import {quote} from '../go/quote.ts'
import type {LabelSelector} from '../kinds.ts'
import {isLabelValue, isQualifiedName} from '../names.ts'
import {parseRequirements} from './label-parser.ts'
import {
  compileRequirement,
  formatRequirement,
  type Labels,
  newRequirement,
  type Operator,
  type Requirement,
} from './requirement.ts'
import {SelectorError} from './selector-error.ts'

/** A compiled set of conditions on labels. */
export interface LabelMatcher {
  readonly requirements: readonly Requirement[]
  matches(labels: Labels): boolean
  /** Whether it has no condition and so matches everything. */
  readonly empty: boolean
  /** The canonical text, as Go prints it. */
  toString(): string
}

/** Compiles a selector's text (`app=web,tier in (a,b),!legacy`); throws a SelectorError in Kubernetes' words. */
export function parseLabelSelector(text: string): LabelMatcher {
  // Kubernetes' scanner takes a zero for the end.
  const [selector = ''] = text.split('\0', 1)
  return selector === '' ? everyLabel : labelMatcher(parseRequirements(selector))
}

/** Compiles a LabelSelector object: absent matches nothing, an empty one everything. Throws a SelectorError. */
export function labelSelectorMatcher(selector: LabelSelector | undefined | null): LabelMatcher {
  if (!selector) return noLabel
  const requirements = Object.entries(selector.matchLabels ?? {}).map(([key, value]) =>
    newRequirement(key, '=', [value]),
  )
  for (const {key, operator, values} of selector.matchExpressions ?? []) {
    const known = Object.hasOwn(operators, operator) ? operators[operator] : undefined
    if (!known) throw new SelectorError(`${quote(operator)} is not a valid label selector operator`)
    requirements.push(newRequirement(key, known, values ?? []))
  }
  return labelMatcher(sorted(requirements))
}

/** A matcher for exactly these labels, as Services and ReplicationControllers select; unchecked. Absent or empty matches everything. */
export const labelsMatcher = (labels: Labels): LabelMatcher =>
  labelMatcher(
    sorted(Object.entries(labels ?? {}).map(([key, value]) => ({key, operator: '=' as const, values: [value]}))),
  )

/** The matcher of some requirements. */
export function labelMatcher(requirements: readonly Requirement[]): LabelMatcher {
  const checks = requirements.map(compileRequirement)
  const [first] = checks
  return {
    requirements,
    empty: checks.length === 0,
    matches:
      checks.length === 0
        ? () => true
        : checks.length === 1
          ? first!
          : labels => {
              for (const check of checks) if (!check(labels)) return false
              return true
            },
    toString: () => requirements.map(formatRequirement).join(','),
  }
}

/** A LabelSelector object as Kubernetes prints it in tables and descriptions: `<none>`, `<error>`, or its canonical text. */
export function formatLabelSelector(selector: LabelSelector | undefined | null): string {
  try {
    return labelSelectorMatcher(selector).toString() || '<none>'
  } catch (error) {
    if (error instanceof SelectorError) return '<error>'
    throw error
  }
}

/** What is wrong with a LabelSelector object. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: string): FieldError[] {
  return [
    ...validateLabels(selector?.matchLabels, `${path}.matchLabels`),
    ...(selector?.matchExpressions ?? []).flatMap((requirement, index) => {
      const at = `${path}.matchExpressions[${index}]`
      const {key = '', operator, values = []} = requirement
      return [
        ...operatorErrors(operator, values, at),
        ...isQualifiedName(key).map(message => invalidValue(`${at}.key`, key, message)),
        ...values.flatMap((value, place) =>
          isLabelValue(value).map(message => invalidValue(`${at}.values[${place}]`, value, message)),
        ),
      ]
    }),
  ]
}

/** What is wrong with a set of labels. */
export const validateLabels = (labels: Labels, path: string): FieldError[] =>
  Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...isQualifiedName(key).map(message => invalidValue(path, key, message)),
    ...isLabelValue(value).map(message => invalidValue(path, value, message)),
  ])

function operatorErrors(operator: string, values: readonly string[], path: string): FieldError[] {
  if (operator === 'In' || operator === 'NotIn')
    return values.length > 0 ? [] : [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
  if (operator === 'Exists' || operator === 'DoesNotExist')
    return values.length === 0
      ? []
      : [forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
  return [invalidValue(`${path}.operator`, operator, 'not a valid selector operator')]
}

const operators: Record<string, Operator | undefined> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
}

const sorted = (requirements: Requirement[]): Requirement[] =>
  requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))

export const everyLabel: LabelMatcher = labelMatcher([])
export const noLabel: LabelMatcher = {requirements: [], empty: false, matches: () => false, toString: () => ''}
