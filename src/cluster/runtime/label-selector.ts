import type {LabelSelector} from '../../api/kinds.ts'

type Labels = Record<string, string>
type LabelRequirement = NonNullable<LabelSelector['matchExpressions']>[number]

/** Whether labels satisfy a selector. An absent selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false
  return matchesLabels(selector.matchLabels, labels) && (selector.matchExpressions ?? []).every(r => holds(r, labels))
}

/** Whether every wanted label is there with that value. */
export function matchesLabels(wanted: Labels = {}, labels: Labels = {}): boolean {
  for (const name in wanted) if (labels[name] !== wanted[name]) return false
  return true
}

/** Whether a selector asks for anything at all. */
export const isEmptySelector = (selector: LabelSelector | undefined): boolean =>
  !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0)

function holds({key, operator, values = []}: LabelRequirement, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return false
  }
}
