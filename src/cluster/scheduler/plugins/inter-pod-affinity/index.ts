import {builtin} from '../../../../api/builtin-resources.ts'
import type {Namespace, Pod} from '../../../../api/kinds.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {maximumNodeScore, type Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {AffinityState} from './affinity-state.ts'
import {preferenceCounts} from './preferences.ts'
import {requiredAffinity, requiredAntiAffinity} from './term.ts'
import type {TopologyCounts} from './topology-counts.ts'

const filterKey = 'InterPodAffinity/filter'
const scoreKey = 'InterPodAffinity/score'

/** Pods near to, or far from, other pods: required terms filter, preferred ones score, and those of pods that are there count, too. */
export const interPodAffinity = ({cache, informers}: Pick<PluginContext, 'cache' | 'informers'>): Plugin => {
  const namespaces = informers.informer<Namespace>(builtin.namespaces)
  return {
    name: 'InterPodAffinity',
    events: ['PodAdd', 'PodUpdate', 'PodDelete', 'NodeAdd', 'NodeUpdate', 'Namespace'],
    preFilter(state, pod) {
      const hasTerms = requiredAffinity(pod).length > 0 || requiredAntiAffinity(pod).length > 0
      const fact = new AffinityState(pod, namespaces)
      for (const node of hasTerms ? cache.nodes : cache.withRequiredAntiAffinity) {
        for (const other of (hasTerms ? node.pods : node.podsWithRequiredAntiAffinity).values())
          fact.count(other, node, 1)
      }
      if (!hasTerms && fact.keptAway.size === 0) return skip
      state.write(filterKey, fact)
      return undefined
    },
    filter(state, pod, {node}) {
      const fact = state.read<AffinityState>(filterKey)!
      const labels = node?.metadata.labels ?? {}
      if (!affinityHolds(fact, pod, labels)) return unresolvable("node(s) didn't match pod affinity rules")
      if (requiredAntiAffinity(pod).some(({topologyKey}) => occupied(fact.unwanted, labels, topologyKey))) {
        return unschedulable("node(s) didn't match pod anti-affinity rules")
      }
      if (Object.keys(labels).some(key => occupied(fact.keptAway, labels, key))) {
        return unschedulable("node(s) didn't satisfy existing pods anti-affinity rules")
      }
      return undefined
    },
    addPod: (state, _pod, added, node) => state.read<AffinityState>(filterKey)?.count(added, node, 1),
    removePod: (state, _pod, removed, node) => state.read<AffinityState>(filterKey)?.count(removed, node, -1),
    preScore(state, pod) {
      const counts = preferenceCounts(pod, cache, namespaces)
      if (counts.size === 0) return skip
      state.write(scoreKey, counts)
      return undefined
    },
    score(state, _pod, nodes, scores) {
      const counts = state.read<TopologyCounts>(scoreKey)!
      for (const [index, node] of nodes.entries()) scores[index] = scoreOf(counts, node)
    },
    normalize(_state, _pod, scores) {
      const lowest = Math.min(...scores)
      const spread = Math.max(...scores) - lowest
      for (const [index, score] of scores.entries())
        scores[index] = spread > 0 ? Math.floor((maximumNodeScore * (score - lowest)) / spread) : 0
    },
  }
}

function affinityHolds(fact: AffinityState, pod: Pod, labels: Record<string, string>): boolean {
  const terms = requiredAffinity(pod)
  if (terms.some(({topologyKey}) => labels[topologyKey] === undefined)) return false
  return terms.every(({topologyKey}) => occupied(fact.wanted, labels, topologyKey)) || fact.isFirstOfItsKind()
}

const occupied = (counts: TopologyCounts, labels: Record<string, string>, key: string): boolean =>
  labels[key] !== undefined && counts.get(key, labels[key]) > 0

function scoreOf(counts: TopologyCounts, {node}: NodeInfo): number {
  let sum = 0
  for (const [key, value] of Object.entries(node?.metadata.labels ?? {})) sum += counts.get(key, value)
  return sum
}
