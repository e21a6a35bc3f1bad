import type {DaemonSet, Node, NodeSelectorTerm, Pod, Taint, Toleration} from '../../../api/kinds.ts'
import {matchesLabels} from '../../runtime/label-selector.ts'

/** What a daemon's pods put up with without saying so. */
export const daemonTolerations = (hostNetwork: boolean): Toleration[] => [
  {key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute'},
  {key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute'},
  {key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule'},
  {key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule'},
  {key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule'},
  {key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule'},
  ...(hostNetwork ? [{key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule'}] : []),
]

export interface NodeFit {
  /** A new pod belongs here. */
  run: boolean
  /** A pod that is here may stay. */
  stay: boolean
}

/** Whether a daemon belongs on a node. */
export function fitOf({spec}: DaemonSet, node: Node): NodeFit {
  const podSpec = spec!.template.spec!
  const tolerations = [...(podSpec.tolerations ?? []), ...daemonTolerations(podSpec.hostNetwork ?? false)]
  const {nodeName, nodeSelector, affinity} = podSpec
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const wanted =
    (!nodeName || nodeName === node.metadata.name) &&
    matchesLabels(nodeSelector, node.metadata.labels) &&
    (!required || required.nodeSelectorTerms.some(term => matchesTerm(term, node)))
  if (!wanted) return {run: false, stay: false}
  const untolerated = (node.spec?.taints ?? []).filter(
    taint => taint.effect !== 'PreferNoSchedule' && !tolerations.some(toleration => tolerates(toleration, taint)),
  )
  return {run: untolerated.length === 0, stay: !untolerated.some(({effect}) => effect === 'NoExecute')}
}

export const tolerates = ({key, operator = 'Equal', value = '', effect}: Toleration, taint: Taint): boolean =>
  (!effect || effect === taint.effect) &&
  (!key ? operator === 'Exists' : key === taint.key) &&
  (operator === 'Exists' || value === (taint.value ?? ''))

function matchesTerm({matchExpressions = [], matchFields = []}: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false
  const fields: Record<string, string> = {'metadata.name': node.metadata.name!}
  return (
    matchExpressions.every(requirement => holds(requirement, node.metadata.labels ?? {})) &&
    matchFields.every(requirement => holds(requirement, fields))
  )
}

function holds(
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
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0])
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0])
    default:
      return false
  }
}

/** The node that a daemon's pod is for, before and after it is bound. */
export function targetNode({spec}: Pod): string | undefined {
  if (spec?.nodeName) return spec.nodeName
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  for (const {matchFields = []} of terms)
    for (const {key, operator, values} of matchFields)
      if (key === 'metadata.name' && operator === 'In' && values?.length === 1) return values[0]
  return undefined
}
