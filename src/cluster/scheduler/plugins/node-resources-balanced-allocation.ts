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
    const shares: number[] = []
    for (const name of ['cpu', 'memory']) {
      const total = allocatable[name] ?? 0
      if (total > 0) shares.push(Math.min(((requested[name] ?? 0) + (wanted[name] ?? 0)) / total, 1))
    }
    const deviation = shares.length === 2 ? Math.abs(shares[0]! - shares[1]!) / 2 : 0
    return Math.floor((1 - deviation) * maximumNodeScore)
  },
})
