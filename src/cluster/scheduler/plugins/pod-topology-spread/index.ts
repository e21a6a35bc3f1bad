import type {Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, unschedulable} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {constraintsOf, podCounts} from './constraint.ts'
import {defaultConstraints} from './default-constraints.ts'
import {normalizeSpread, SpreadScores} from './spread-score.ts'
import {SpreadState} from './spread-state.ts'

const filterKey = 'PodTopologySpread/filter'
const scoreKey = 'PodTopologySpread/score'
const refusal = "node(s) didn't match pod topology spread constraints"

/** Spreads pods of a kind evenly over the domains of a topology: DoNotSchedule constraints filter, ScheduleAnyway ones score. */
export const podTopologySpread = ({cache, informers}: Pick<PluginContext, 'cache' | 'informers'>): Plugin => {
  const defaultsOf = defaultConstraints(informers)
  return {
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
      const declared = (pod.spec?.topologySpreadConstraints ?? []).length > 0
      const constraints = declared ? constraintsOf(pod, 'ScheduleAnyway') : defaultsOf(pod)
      if (constraints.length === 0) return skip
      state.write(scoreKey, new SpreadScores(pod, constraints, nodes, cache, declared))
      return undefined
    },
    score(state, _pod, nodes, scores) {
      const crowds = state.read<SpreadScores>(scoreKey)!
      for (let index = 0; index < nodes.length; index += 1) scores[index] = crowds.score(nodes[index]!)
    },
    normalize: (_state, _pod, scores) => normalizeSpread(scores),
  }
}
