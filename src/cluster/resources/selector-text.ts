import type {LabelSelector} from '../../api/kinds.ts'

/** Labels as a selector is written, sorted: `app=web,tier=front`. */
export function labelsText(labels: Record<string, string> | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return pairs.length > 0 ? pairs.sort().join(',') : '<none>'
}

/** A label selector in the syntax of `kubectl -l`, requirements sorted by key; '' selects everything. */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return ''
  const equalities = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({key, text: `${key}=${value}`}))
  const expressions = (selector.matchExpressions ?? []).map(({key, operator, values}) => ({
    key,
    text: requirementText(key, operator, [...(values ?? [])].sort()),
  }))
  return [...equalities, ...expressions]
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(requirement => requirement.text)
    .join(',')
}

function requirementText(key: string, operator: string, values: string[]): string {
  switch (operator) {
    case 'In':
      return `${key} in (${values.join(',')})`
    case 'NotIn':
      return `${key} notin (${values.join(',')})`
    case 'DoesNotExist':
      return `!${key}`
    default:
      return key
  }
}
