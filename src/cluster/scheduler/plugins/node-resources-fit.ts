import type {Pod} from '../../../api/kinds.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import {type Requests, requestsOf, scoredRequestsOf, usualRequestsOf} from '../cache/resource-vector.ts'
import {maximumNodeScore, type Plugin} from '../framework/plugin.ts'
import type {Verdict} from '../framework/verdict.ts'

/** Every request must fit into what the node has left; of the nodes that fit, the emptier are better (LeastAllocated). */
export const nodeResourcesFit = (): Plugin => ({
  name: 'NodeResourcesFit',
  events: ['PodDelete', 'PodUpdate', 'NodeAdd', 'NodeUpdate'],
  filter(_state, pod, info): Verdict | undefined {
    return takes(info, usualRequestsOf(pod)) ? undefined : refusal(info, pod)
  },
  score(_state, pod, nodes, scores) {
    const wanted = scoredRequestsOf(pod)
    for (let index = 0; index < nodes.length; index += 1) {
      const {capacity, scoredRequests} = nodes[index]!
      const cpu = freeShare(capacity.cpu, scoredRequests.cpu + wanted.cpu)
      const memory = freeShare(capacity.memory, scoredRequests.memory + wanted.memory)
      scores[index] = Math.floor((cpu + memory) / 2)
    }
  },
})

/** This is asked of every node for every pod. */
const takes = ({left}: NodeInfo, {cpu, memory, others}: Requests): boolean =>
  !others && left.pods >= 1 && (cpu === 0 || cpu <= left.cpu) && (memory === 0 || memory <= left.memory)

function refusal({allocatable, requested, pods}: NodeInfo, pod: Pod): Verdict | undefined {
  let reasons: string[] | undefined
  let hopeless = false
  if (pods.size + 1 > (allocatable['pods'] ?? 0)) reasons = ['Too many pods']
  const requests = requestsOf(pod)
  for (const name in requests) {
    const wanted = requests[name]!
    const total = allocatable[name] ?? 0
    if (wanted === 0 || wanted <= total - (requested[name] ?? 0)) continue
    reasons ??= []
    reasons.push(`Insufficient ${name}`)
    hopeless ||= wanted > total
  }
  return reasons && {code: hopeless ? 'UnschedulableAndUnresolvable' : 'Unschedulable', reasons}
}

const freeShare = (total: number, used: number): number =>
  total === 0 || used > total ? 0 : Math.floor(((total - used) * maximumNodeScore) / total)
