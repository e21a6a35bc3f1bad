import type {Affinity, DaemonSet, Pod} from '../../../api/kinds.ts'
import {podFromTemplate} from '../pod-control.ts'
import {daemonTolerations} from './node-fit.ts'
import {hashLabel} from './plan.ts'

/** The pod of a daemon for one node: the scheduler binds it there and nowhere else. */
export function daemonPod(set: DaemonSet, node: string, hash: string): Pod {
  const pod = podFromTemplate(set, set.spec!.template)
  const spec = pod.spec!
  const generation = set.metadata.annotations?.['deprecated.daemonset.template.generation']
  const own = spec.tolerations ?? []
  const added = daemonTolerations(spec.hostNetwork ?? false).filter(
    toleration =>
      !own.some(
        ({key, effect, operator}) =>
          key === toleration.key && effect === toleration.effect && operator === toleration.operator,
      ),
  )
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        [hashLabel]: hash,
        ...(generation && {'pod-template-generation': generation}),
      },
    },
    spec: {...spec, affinity: onNode(spec.affinity, node), tolerations: [...own, ...added]},
  }
}

/** The affinity with its required node terms replaced: the set has already seen to those. */
const onNode = (affinity: Affinity | undefined, node: string): Affinity => ({
  ...affinity,
  nodeAffinity: {
    ...affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: [node]}]}],
    },
  },
})
