import type {Namespace, Pod} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {
  type AffinityTerm,
  preferredAffinity,
  preferredAntiAffinity,
  requiredAffinity,
  termMeans,
  type WeightedTerm,
} from './term.ts'
import {TopologyCounts} from './topology-counts.ts'

/** What a required affinity term of a pod that is there adds for a pod that it means; kube-scheduler's hardPodAffinityWeight. */
const requiredWeight = 1

/** The weight of every domain for this pod: its own preferences, and those of the pods that are there. */
export function preferenceCounts(pod: Pod, nodes: NodeInfo[], namespaces: Informer<Namespace>): TopologyCounts {
  const counts = new TopologyCounts()
  const hasPreferences = preferredAffinity(pod).length > 0 || preferredAntiAffinity(pod).length > 0
  for (const {node, pods, podsWithAffinity} of nodes) {
    const labels = node?.metadata.labels
    if (!labels) continue
    const add = ({topologyKey}: AffinityTerm, weight: number) => {
      const value = labels[topologyKey]
      if (value !== undefined) counts.add(topologyKey, value, weight)
    }
    const weigh = (terms: WeightedTerm[], owner: Pod, other: Pod, sign: 1 | -1) => {
      for (const {podAffinityTerm, weight} of terms)
        if (termMeans(podAffinityTerm, owner, other, namespaces)) add(podAffinityTerm, sign * weight)
    }
    for (const other of (hasPreferences ? pods : podsWithAffinity).values()) {
      weigh(preferredAffinity(pod), pod, other, 1)
      weigh(preferredAntiAffinity(pod), pod, other, -1)
      weigh(preferredAffinity(other), other, pod, 1)
      weigh(preferredAntiAffinity(other), other, pod, -1)
      for (const term of requiredAffinity(other)) if (termMeans(term, other, pod, namespaces)) add(term, requiredWeight)
    }
  }
  return counts
}
