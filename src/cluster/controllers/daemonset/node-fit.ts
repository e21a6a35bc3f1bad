import type {DaemonSet, Node, Pod, Toleration} from '../../../api/kinds.ts'
import {requiredAffinityMatches} from '../../runtime/node-selector.ts'
import {tolerates} from '../../runtime/tolerations.ts'

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
  const {nodeName} = podSpec
  if ((nodeName && nodeName !== node.metadata.name) || !requiredAffinityMatches(podSpec, node))
    return {run: false, stay: false}
  const untolerated = (node.spec?.taints ?? []).filter(
    taint => taint.effect !== 'PreferNoSchedule' && !tolerates(tolerations, taint),
  )
  return {run: untolerated.length === 0, stay: !untolerated.some(({effect}) => effect === 'NoExecute')}
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
