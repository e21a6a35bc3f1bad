import type {Node, Pod} from '../../../../api/kinds.ts'
import type {ClusterCache} from '../../cache/cluster-cache.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {maximumNodeScore, type NodeScore} from '../../framework/plugin.ts'
import {type Constraint, nodeCounts, selectorOf} from './constraint.ts'

interface Domains {
  constraint: Constraint
  /** Label value → matching pods, for the values of the nodes that could take the pod. */
  counts: Map<string, number>
  weight: number
}

/** How crowded each topology domain is with pods of a kind, for the constraints that only score. */
export class SpreadScores {
  private readonly domains: Domains[]
  /** Whether nodes must have every topology key; kube-scheduler's own constraints do not insist. */
  private readonly strict: boolean

  constructor(pod: Pod, constraints: Constraint[], fitting: NodeInfo[], cache: ClusterCache, strict: boolean) {
    this.strict = strict
    this.domains = constraints.map(constraint => {
      const counts = new Map<string, number>()
      for (const {node} of fitting) {
        const value = node?.metadata.labels?.[constraint.topologyKey]
        if (value !== undefined && !this.ignores(node!, constraints)) counts.set(value, 0)
      }
      for (const [name, count] of cache.matching.of(pod.metadata.namespace!, selectorOf(pod, constraint) ?? {})) {
        const node = cache.info(name)?.node
        const value = node?.metadata.labels?.[constraint.topologyKey]
        const known = value === undefined ? undefined : counts.get(value)
        if (known !== undefined && nodeCounts(pod, constraint, node!)) counts.set(value!, known + count)
      }
      return {constraint, counts, weight: Math.log(counts.size + 2)}
    })
  }

  /** Higher is more crowded; -1 for nodes that do not take part. */
  score({node}: NodeInfo): number {
    if (
      !node ||
      this.ignores(
        node,
        this.domains.map(({constraint}) => constraint),
      )
    )
      return -1
    let sum = 0
    for (const {constraint, counts, weight} of this.domains) {
      const value = node.metadata.labels?.[constraint.topologyKey]
      if (value !== undefined) sum += (counts.get(value) ?? 0) * weight + (constraint.maxSkew - 1)
    }
    return Math.round(sum)
  }

  private ignores(node: Node, constraints: Constraint[]): boolean {
    return this.strict && constraints.some(({topologyKey}) => node.metadata.labels?.[topologyKey] === undefined)
  }
}

/** Turns crowdedness into a score: the emptiest domain is best. */
export function normalizeSpread(scores: NodeScore[]): void {
  const known = scores.filter(({score}) => score >= 0).map(({score}) => score)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  for (const entry of scores) {
    if (entry.score < 0) entry.score = 0
    else if (most === 0) entry.score = maximumNodeScore
    else entry.score = Math.floor((maximumNodeScore * (most + least - entry.score)) / most)
  }
}
