import {type ResourceVector, requestsOf, scoredRequestsOf} from '../cache/resource-vector.ts'
import type {Plugin} from '../framework/plugin.ts'
import {maximumNodeScore} from '../framework/plugin.ts'
import type {Verdict} from '../framework/verdict.ts'

/** Every request must fit into what the node has left; of the nodes that fit, the emptier are better (LeastAllocated). */
export const nodeResourcesFit = (): Plugin => ({
  name: 'NodeResourcesFit',
  events: ['PodDelete', 'PodUpdate', 'NodeAdd', 'NodeUpdate'],
  filter(_state, pod, {allocatable, requested, pods}): Verdict | undefined {
    let reasons: string[] | undefined
    let hopeless = false
    if (pods.size + 1 > (allocatable['pods'] ?? 0)) reasons = ['Too many pods']
    const requests = requestsOf(pod)
    for (const name in requests) {
      const wanted = requests[name]!
      const total = amountIn(allocatable, name)
      if (wanted === 0 || wanted <= total - amountIn(requested, name)) continue
      reasons ??= []
      reasons.push(`Insufficient ${name}`)
      hopeless ||= wanted > total
    }
    return reasons && {code: hopeless ? 'UnschedulableAndUnresolvable' : 'Unschedulable', reasons}
  },
  score(_state, pod, {allocatable, scoredRequests}) {
    const wanted = scoredRequestsOf(pod)
    const cpu = freeShare(allocatable['cpu'] ?? 0, scoredRequests.cpu + wanted.cpu)
    const memory = freeShare(allocatable['memory'] ?? 0, scoredRequests.memory + wanted.memory)
    return Math.floor((cpu + memory) / 2)
  },
})

/** This is asked of every node for every pod, and mostly of two names that the engine then knows the place of. */
function amountIn(vector: ResourceVector, name: string): number {
  if (name === 'cpu') return vector['cpu'] ?? 0
  if (name === 'memory') return vector['memory'] ?? 0
  return vector[name] ?? 0
}

const freeShare = (total: number, used: number): number =>
  total === 0 || used > total ? 0 : Math.floor(((total - used) * maximumNodeScore) / total)
