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
      return isInteger(actual) && Number(actual) > Number(values[0])
    case 'Lt':
      return isInteger(actual) && Number(actual) < Number(values[0])
    default:
      return false
  }
}

const isInteger = (text: string | undefined): boolean => text !== undefined && /^-?\d+$/.test(text)
