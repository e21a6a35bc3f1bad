import type {Pod} from '../../../../api/kinds.ts'
import type {ClusterCache} from '../../cache/cluster-cache.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {maximumNodeScore} from '../../framework/plugin.ts'
import {type Constraint, nodeCounts, selectorOf} from './constraint.ts'

interface Domains {
  key: string
  maxSkew: number
  weight: number
  /** Matching pods by label value, for the values of the nodes that could take the pod; over hosts, by node instead. */
  byValue?: ReadonlyMap<string, number>
  byNode?: ReadonlyMap<NodeInfo, number>
}

/** A node is a domain of its own here, whatever its label says: kube-scheduler counts its pods where they are. */
const hostname = 'kubernetes.io/hostname'

/** How crowded each topology domain is with pods of a kind, for the constraints that only score. */
export class SpreadScores {
  private readonly domains: Domains[]
  private readonly keys: string[]
  /** Whether nodes must have every topology key; kube-scheduler's own constraints do not insist. */
  private readonly strict: boolean

  constructor(pod: Pod, constraints: Constraint[], fitting: NodeInfo[], cache: ClusterCache, strict: boolean) {
    this.strict = strict
    this.keys = constraints.map(({topologyKey}) => topologyKey)
    const taking = strict ? fitting.filter(info => !this.ignores(info)) : fitting
    const domains = constraints.map(constraint => {
      const {topologyKey: key, maxSkew} = constraint
      const matching = cache.matching.of(pod.metadata.namespace!, selectorOf(pod, constraint) ?? {})
      if (key === hostname) return {key, maxSkew, byNode: matching, weight: weightOf(taking.length)}
      const counts = new Map<string, number>()
      for (const {labels} of taking) {
        const value = labels[key]
        if (value !== undefined) counts.set(value, 0)
      }
      if (counts.size > 0)
        for (const [{node}, count] of matching) {
          const value = node?.metadata.labels?.[key]
          const known = value === undefined ? undefined : counts.get(value)
          if (known !== undefined && nodeCounts(pod, constraint, node!)) counts.set(value!, known + count)
        }
      return {key, maxSkew, byValue: counts, weight: weightOf(counts.size)}
    })
    // A topology that no node has, such as zones on one machine, says nothing of any of them.
    this.domains = domains.filter(({byValue}) => byValue?.size !== 0)
  }

  /** Higher is more crowded; -1 for nodes that do not take part. */
  score(info: NodeInfo): number {
    if (!info.node || this.ignores(info)) return -1
    let sum = 0
    for (const {key, maxSkew, weight, byValue, byNode} of this.domains) {
      const value = info.labels[key]
      if (value === undefined) continue
      const count = byNode ? byNode.get(info) : byValue!.get(value)
      sum += (count ?? 0) * weight + (maxSkew - 1)
    }
    return Math.round(sum)
  }

  private ignores({labels}: NodeInfo): boolean {
    return this.strict && this.keys.some(key => labels[key] === undefined)
  }
}

const weightOf = (domains: number): number => Math.log(domains + 2)

/** Turns crowdedness into a score: the emptiest domain is best. */
export function normalizeSpread(scores: number[]): void {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const score of scores) {
    if (score < 0) continue
    if (score < least) least = score
    if (score > most) most = score
  }
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!
    if (score < 0) scores[index] = 0
    else if (most === 0) scores[index] = maximumNodeScore
    else scores[index] = Math.floor((maximumNodeScore * (most + least - score)) / most)
  }
}
