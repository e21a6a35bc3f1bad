import type {Namespace, Pod} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import type {ClusterCache} from '../../cache/cluster-cache.ts'
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
export function preferenceCounts(pod: Pod, cache: ClusterCache, namespaces: Informer<Namespace>): TopologyCounts {
  const counts = new TopologyCounts()
  const hasPreferences = preferredAffinity(pod).length > 0 || preferredAntiAffinity(pod).length > 0
  for (const {node, pods, podsWithAffinity} of hasPreferences ? cache.nodes : cache.withAffinity) {
    const labels = node?.metadata.labels
    if (!labels) continue
    for (const other of (hasPreferences ? pods : podsWithAffinity).values())
      weighPair(counts, labels, pod, other, namespaces)
  }
  return counts
}

function weighPair(
  counts: TopologyCounts,
  labels: Record<string, string>,
  pod: Pod,
  other: Pod,
  namespaces: Informer<Namespace>,
): void {
  const weigh = (terms: WeightedTerm[], owner: Pod, meant: Pod, sign: 1 | -1) => {
    for (const {podAffinityTerm: term, weight} of terms)
      if (termMeans(term, owner, meant, namespaces)) add(counts, labels, term, sign * weight)
  }
  weigh(preferredAffinity(pod), pod, other, 1)
  weigh(preferredAntiAffinity(pod), pod, other, -1)
  weigh(preferredAffinity(other), other, pod, 1)
  weigh(preferredAntiAffinity(other), other, pod, -1)
  for (const term of requiredAffinity(other))
    if (termMeans(term, other, pod, namespaces)) add(counts, labels, term, requiredWeight)
}

function add(
  counts: TopologyCounts,
  labels: Record<string, string>,
  {topologyKey}: AffinityTerm,
  weight: number,
): void {
  const value = labels[topologyKey]
  if (value !== undefined) counts.add(topologyKey, value, weight)
}
