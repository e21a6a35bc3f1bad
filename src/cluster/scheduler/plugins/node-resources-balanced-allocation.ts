import {usualRequestsOf} from '../cache/resource-vector.ts'
import {maximumNodeScore, type Plugin} from '../framework/plugin.ts'
import {skip} from '../framework/verdict.ts'

/** Prefers nodes on which cpu and memory would be used up evenly. */
export const nodeResourcesBalancedAllocation = (): Plugin => ({
  name: 'NodeResourcesBalancedAllocation',
  preScore(_state, pod) {
    const {cpu, memory} = usualRequestsOf(pod)
    return cpu === 0 && memory === 0 ? skip : undefined
  },
  score(_state, pod, nodes, scores) {
    const wanted = usualRequestsOf(pod)
    for (let index = 0; index < nodes.length; index += 1) {
      const {capacity, left} = nodes[index]!
      const cpu = shareOf(capacity.cpu, capacity.cpu - left.cpu + wanted.cpu)
      const memory = shareOf(capacity.memory, capacity.memory - left.memory + wanted.memory)
      const deviation = cpu >= 0 && memory >= 0 ? Math.abs(cpu - memory) / 2 : 0
      scores[index] = Math.floor((1 - deviation) * maximumNodeScore)
    }
  },
})

/** -1: the node has none. */
const shareOf = (total: number, used: number): number => (total > 0 ? Math.min(used / total, 1) : -1)
