import type {Taint, Toleration} from '../../../api/kinds.ts'
import {tolerates} from '../../runtime/tolerations.ts'
import {normalizeByMaximum, type Plugin} from '../framework/plugin.ts'
import {unresolvable} from '../framework/verdict.ts'

const stateKey = 'TaintToleration'

/** Taints keep pods away that do not tolerate them; PreferNoSchedule ones only count against a node. */
export const taintToleration = (): Plugin => ({
  name: 'TaintToleration',
  events: ['NodeAdd', 'NodeUpdate'],
  filter(_state, pod, {taints}) {
    for (const taint of taints) {
      if (taint.effect !== 'PreferNoSchedule' && !tolerates(pod.spec?.tolerations, taint))
        return unresolvable('node(s) had untolerated taint(s)')
    }
    return undefined
  },
  preScore(state, pod) {
    state.write(
      stateKey,
      (pod.spec?.tolerations ?? []).filter(({effect}) => !effect || effect === 'PreferNoSchedule'),
    )
    return undefined
  },
  score(state, _pod, nodes, scores) {
    const tolerations = state.read<Toleration[]>(stateKey)
    const isInTheWay = (taint: Taint): boolean => taint.effect === 'PreferNoSchedule' && !tolerates(tolerations, taint)
    for (let index = 0; index < nodes.length; index += 1) {
      const {taints} = nodes[index]!
      scores[index] = taints.length === 0 ? 0 : taints.filter(isInTheWay).length
    }
  },
  normalize: (_state, _pod, scores) => normalizeByMaximum(scores, {reverse: true}),
})
