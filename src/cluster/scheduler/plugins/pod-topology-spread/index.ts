import type {Pod} from '../../../../api/kinds.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {maximumNodeScore, type NodeScore, type Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {type Constraint, constraintsOf, matchingPods, nodeCounts, podCounts} from './constraint.ts'
import {SpreadState} from './spread-state.ts'

const filterKey = 'PodTopologySpread/filter'
const scoreKey = 'PodTopologySpread/score'
const refusal = "node(s) didn't match pod topology spread constraints"

interface SpreadScore {
  constraint: Constraint
  /** Pods per domain, over the nodes that could take the pod. */
  counts: Map<string, number>
  weight: number
}

/** Spreads pods of a kind evenly over the domains of a topology: DoNotSchedule constraints filter, ScheduleAnyway ones score. */
export const podTopologySpread = ({cache}: Pick<PluginContext, 'cache'>): Plugin => ({
  name: 'PodTopologySpread',
  events: ['PodAdd', 'PodUpdate', 'PodDelete', 'NodeAdd', 'NodeUpdate'],
  preFilter(state, pod) {
    const constraints = constraintsOf(pod, 'DoNotSchedule')
    if (constraints.length === 0) return skip
    state.write(filterKey, SpreadState.of(pod, constraints, cache.nodes))
    return undefined
  },
  filter(state, pod, {node}) {
    for (const {constraint, counts} of state.read<SpreadState>(filterKey)!.domains) {
      const value = node?.metadata.labels?.[constraint.topologyKey]
      if (value === undefined) return unresolvable(`${refusal} (missing required label)`)
      const least = (constraint.minDomains ?? 1) > counts.size ? 0 : Math.min(...counts.values())
      const self = podCounts(pod, constraint, pod) ? 1 : 0
      if ((counts.get(value) ?? 0) + self - least > constraint.maxSkew) return unschedulable(refusal)
    }
    return undefined
  },
  addPod: (state, _pod, added, node) => state.read<SpreadState>(filterKey)?.count(added, node, 1),
  removePod: (state, _pod, removed, node) => state.read<SpreadState>(filterKey)?.count(removed, node, -1),
  preScore(state, pod, nodes) {
    const constraints = constraintsOf(pod, 'ScheduleAnyway')
    if (constraints.length === 0) return skip
    state.write(scoreKey, spreadScores(pod, constraints, nodes, cache.nodes))
    return undefined
  },
  score: (state, pod, node) => scoreOf(state.read<SpreadScore[]>(scoreKey)!, pod, node),
  normalize: (_state, _pod, scores) => normalize(scores),
})

function spreadScores(pod: Pod, constraints: Constraint[], fitting: NodeInfo[], all: NodeInfo[]): SpreadScore[] {
  return constraints.map(constraint => {
    const key = constraint.topologyKey
    const counts = new Map<string, number>()
    for (const {node} of fitting)
      if (node?.metadata.labels?.[key] !== undefined) counts.set(node.metadata.labels[key], 0)
    for (const info of all) {
      const value = info.node?.metadata.labels?.[key]
      if (value === undefined || !counts.has(value) || !nodeCounts(pod, constraint, info.node!)) continue
      counts.set(value, counts.get(value)! + matchingPods(pod, constraint, info))
    }
    return {constraint, counts, weight: Math.log(counts.size + 2)}
  })
}

/** -1 marks nodes that lack a key: they come last. */
function scoreOf(spreads: SpreadScore[], _pod: Pod, {node}: NodeInfo): number {
  let sum = 0
  for (const {constraint, counts, weight} of spreads) {
    const value = node?.metadata.labels?.[constraint.topologyKey]
    if (value === undefined) return -1
    sum += (counts.get(value) ?? 0) * weight + (constraint.maxSkew - 1)
  }
  return Math.round(sum)
}

function normalize(scores: NodeScore[]): void {
  const known = scores.filter(({score}) => score >= 0).map(({score}) => score)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  for (const entry of scores) {
    if (entry.score < 0) entry.score = 0
    else
      entry.score = most === 0 ? maximumNodeScore : Math.floor((maximumNodeScore * (most + least - entry.score)) / most)
  }
}
