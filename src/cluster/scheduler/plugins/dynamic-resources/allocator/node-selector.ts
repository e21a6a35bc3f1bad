import type {NodeSelector} from '../../../../../api/kinds.ts'
import type {Candidate} from './candidate.ts'

type Requirement = NonNullable<NodeSelector['nodeSelectorTerms'][number]['matchFields']>[number]

/** The nodes that can reach all of the devices; undefined: every one. */
export function nodesOf(devices: readonly Candidate[]): NodeSelector | undefined {
  const matchFields: Requirement[] = []
  const matchExpressions: Requirement[] = []
  for (const {slice} of devices) {
    const {nodeName, nodeSelector} = slice.spec!
    if (nodeName)
      return {
        nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: [nodeName]}]}],
      }
    const [term] = nodeSelector?.nodeSelectorTerms ?? []
    addNew(matchFields, term?.matchFields)
    addNew(matchExpressions, term?.matchExpressions)
  }
  if (matchFields.length + matchExpressions.length === 0) return undefined
  return {
    nodeSelectorTerms: [
      {...(matchExpressions.length > 0 && {matchExpressions}), ...(matchFields.length > 0 && {matchFields})},
    ],
  }
}

function addNew(to: Requirement[], more: readonly Requirement[] = []): void {
  for (const requirement of more) if (!to.some(known => isSame(known, requirement))) to.push(requirement)
}

const isSame = (a: Requirement, b: Requirement): boolean =>
  a.key === b.key &&
  a.operator === b.operator &&
  String([...new Set(a.values)].sort()) === String([...new Set(b.values)].sort())
