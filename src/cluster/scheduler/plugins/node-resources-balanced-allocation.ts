import {requestsOf} from '../cache/resource-vector.ts'
import {maximumNodeScore, type Plugin} from '../framework/plugin.ts'
import {skip} from '../framework/verdict.ts'

/** Prefers nodes on which cpu and memory would be used up evenly. */
export const nodeResourcesBalancedAllocation = (): Plugin => ({
  name: 'NodeResourcesBalancedAllocation',
  preScore(_state, pod) {
    const {cpu = 0, memory = 0} = requestsOf(pod)
    return cpu === 0 && memory === 0 ? skip : undefined
  },
  score(_state, pod, {allocatable, requested}) {
    const wanted = requestsOf(pod)
    const cpu = shareOf(allocatable['cpu'] ?? 0, (requested['cpu'] ?? 0) + (wanted['cpu'] ?? 0))
    const memory = shareOf(allocatable['memory'] ?? 0, (requested['memory'] ?? 0) + (wanted['memory'] ?? 0))
    const deviation = cpu >= 0 && memory >= 0 ? Math.abs(cpu - memory) / 2 : 0
    return Math.floor((1 - deviation) * maximumNodeScore)
  },
})

/** -1: the node has none. */
const shareOf = (total: number, used: number): number => (total > 0 ? Math.min(used / total, 1) : -1)
