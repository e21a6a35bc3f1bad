import type {Node, NodeSelector, NodeSelectorTerm, PodSpec} from '../../api/kinds.ts'

type Requirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number]

/** Whether a pod's nodeSelector and required node affinity allow the node. */
export function requiredAffinityMatches(spec: PodSpec | undefined, node: Node): boolean {
  const labels = node.metadata.labels ?? {}
  for (const [key, value] of Object.entries(spec?.nodeSelector ?? {})) if (labels[key] !== value) return false
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || nodeSelectorMatches(required, node)
}

/** Any term will do; a term without requirements matches nothing. */
export const nodeSelectorMatches = ({nodeSelectorTerms}: NodeSelector, node: Node): boolean =>
  nodeSelectorTerms.some(term => nodeSelectorTermMatches(term, node))

export function nodeSelectorTermMatches({matchExpressions, matchFields}: NodeSelectorTerm, node: Node): boolean {
  if (!matchExpressions?.length && !matchFields?.length) return false
  const labels = node.metadata.labels ?? {}
  const fields: Record<string, string | undefined> = {'metadata.name': node.metadata.name}
  return (
    (matchExpressions ?? []).every(one => satisfies(one, labels[one.key])) &&
    (matchFields ?? []).every(one => satisfies(one, fields[one.key]))
  )
}

function satisfies({operator, values = []}: Requirement, actual: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual)
    case 'NotIn':
      return actual === undefined || !values.includes(actual)
    case 'Exists':
      return actual !== undefined
    case 'DoesNotExist':
      return actual === undefined
    case 'Gt':
      return difference(actual, values[0]) > 0
    case 'Lt':
      return difference(actual, values[0]) < 0
    default:
      return false
  }
}

/** Which of two int64s is larger; NaN where one is none. */
function difference(actual = '', wanted = ''): number {
  if (!isInt64(actual) || !isInt64(wanted)) return Number.NaN
  const [a, b] = [BigInt(actual), BigInt(wanted)]
  return a === b ? 0 : a > b ? 1 : -1
}

const isInt64 = (text: string): boolean => /^-?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
