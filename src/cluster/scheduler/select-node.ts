import type {Pod} from '../../api/kinds.ts'
import type {Random} from '../runtime/random.ts'
import type {ClusterCache} from './cache/cluster-cache.ts'
import type {NodeInfo} from './cache/node-info.ts'
import type {CycleState} from './framework/cycle-state.ts'
import type {Framework} from './framework/framework.ts'
import {unresolvable, type Verdict} from './framework/verdict.ts'

export interface Selection {
  /** Absent when nothing fits. */
  node?: string
  /** Why each node that was looked at was turned down. */
  refusals: Map<string, Verdict>
  /** Why no node was looked at. */
  preFilter?: Verdict
  /** What went wrong in the search, which says nothing of whether the pod fits. */
  error?: Verdict
  /** Where the next pod starts looking, so that all nodes get their share. */
  nextStart: number
}

interface Search {
  framework: Framework
  cache: ClusterCache
  state: CycleState
  pod: Pod
  start: number
  random: Random
}

/** Finds the best node for a pod: enough nodes that fit, and of those one with the highest score. */
export function selectNode(search: Search): Selection {
  const {framework, cache, state, pod} = search
  const {verdict, nodeNames} = framework.preFilter(state, pod)
  if (verdict?.code === 'Error') return {refusals: new Map(), error: verdict, nextStart: search.start}
  if (verdict) return {refusals: refuseAll(cache, verdict), preFilter: verdict, nextStart: search.start}
  const {fitting, refusals, error, nextStart} = findFitting(search, nodeNames)
  if (error) return {refusals, error, nextStart}
  if (fitting.length === 0) return {refusals, nextStart}
  if (fitting.length === 1) return {node: fitting[0]!.name, refusals, nextStart}
  return {node: best(fitting, framework.score(state, pod, fitting), search.random), refusals, nextStart}
}

interface Found {
  fitting: NodeInfo[]
  refusals: Map<string, Verdict>
  error?: Verdict
  nextStart: number
}

function findFitting({framework, cache, state, pod, start}: Search, nodeNames: Set<string> | undefined): Found {
  const nodes = nodeNames ? namedNodes(cache, nodeNames) : cache.nodes
  const refusals = new Map<string, Verdict>()
  const wanted = fittingNodesWanted(nodes.length)
  const fitting = new Array<NodeInfo>(Math.min(wanted, nodes.length))
  let found = 0
  let looked = 0
  const nominated = pod.status?.nominatedNodeName ? cache.info(pod.status.nominatedNodeName) : undefined
  if (nominated && nodes.includes(nominated) && !framework.filter(state, pod, nominated))
    return {fitting: [nominated], refusals, nextStart: start}
  let place = start % Math.max(nodes.length, 1)
  for (; looked < nodes.length && found < wanted; looked += 1) {
    const node = nodes[place]!
    place = place + 1 === nodes.length ? 0 : place + 1
    const verdict = framework.filter(state, pod, node)
    if (verdict?.code === 'Error') return {fitting: [], refusals, error: verdict, nextStart: start}
    if (verdict) refusals.set(node.name, verdict)
    else fitting[found++] = node
  }
  fitting.length = found
  // A daemon's pods are for one node each: that the others are not meant needs saying only of those that fit nowhere.
  if (nodeNames && fitting.length === 0)
    for (const node of cache.nodes) if (!nodeNames.has(node.name)) refusals.set(node.name, outsidePreFilter)
  return {fitting, refusals, nextStart: nodes.length > 0 ? (start + looked) % nodes.length : 0}
}

/** Those of the nodes that are there, in their order where there is more than one. */
function namedNodes(cache: ClusterCache, names: Set<string>): NodeInfo[] {
  if (names.size > 1) return cache.nodes.filter(node => names.has(node.name))
  return [...names].flatMap(name => cache.info(name) ?? [])
}

/** A node that a plugin's preFilter left out; kube-scheduler words it so for NodeAffinity's matchFields. */
const outsidePreFilter: Verdict = unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]")

/** kube-scheduler's adaptive sampling: all up to 100 nodes, then 50 % falling to 5 % as clusters grow. */
function fittingNodesWanted(nodes: number): number {
  const minimum = 100
  if (nodes < minimum) return nodes
  const percentage = Math.max(50 - Math.floor(nodes / 125), 5)
  return Math.max(minimum, Math.floor((nodes * percentage) / 100))
}

/** One of those with the highest score, each as likely. */
function best(nodes: NodeInfo[], scores: number[], random: Random): string {
  let chosen = 0
  let ties = 1
  for (let candidate = 1; candidate < nodes.length; candidate += 1) {
    const score = scores[candidate]!
    if (score > scores[chosen]!) {
      chosen = candidate
      ties = 1
    } else if (score === scores[chosen]!) {
      ties += 1
      if (random.number() * ties < 1) chosen = candidate
    }
  }
  return nodes[chosen]!.name
}

const refuseAll = (cache: ClusterCache, verdict: Verdict): Map<string, Verdict> =>
  new Map(cache.nodes.map(node => [node.name, verdict]))
