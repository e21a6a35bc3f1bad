import type {Node, Pod} from '../../../../api/kinds.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {type Constraint, matchingPods, nodeCounts, podCounts} from './constraint.ts'

interface Domains {
  constraint: Constraint
  /** Label value → pods there that the constraint spreads. */
  counts: Map<string, number>
}

/** For every constraint that must hold: how many matching pods each topology domain has. */
export class SpreadState {
  readonly domains: Domains[]
  private readonly pod: Pod

  constructor(pod: Pod, domains: Domains[]) {
    this.pod = pod
    this.domains = domains
  }

  static of(pod: Pod, constraints: Constraint[], nodes: NodeInfo[]): SpreadState {
    const domains = constraints.map(constraint => ({constraint, counts: new Map<string, number>()}))
    for (const info of nodes) {
      if (!info.node || !hasAllKeys(info.node, constraints)) continue
      for (const {constraint, counts} of domains) {
        if (!nodeCounts(pod, constraint, info.node)) continue
        const value = info.node.metadata.labels![constraint.topologyKey]!
        counts.set(value, (counts.get(value) ?? 0) + matchingPods(pod, constraint, info))
      }
    }
    return new SpreadState(pod, domains)
  }

  count(other: Pod, {node}: NodeInfo, sign: 1 | -1): void {
    if (
      !node ||
      !hasAllKeys(
        node,
        this.domains.map(({constraint}) => constraint),
      )
    )
      return
    for (const {constraint, counts} of this.domains) {
      if (!podCounts(this.pod, constraint, other) || !nodeCounts(this.pod, constraint, node)) continue
      const value = node.metadata.labels![constraint.topologyKey]!
      counts.set(value, (counts.get(value) ?? 0) + sign)
    }
  }

  clone(): SpreadState {
    return new SpreadState(
      this.pod,
      this.domains.map(({constraint, counts}) => ({constraint, counts: new Map(counts)})),
    )
  }
}

const hasAllKeys = (node: Node, constraints: Constraint[]): boolean =>
  constraints.every(({topologyKey}) => node.metadata.labels?.[topologyKey] !== undefined)
