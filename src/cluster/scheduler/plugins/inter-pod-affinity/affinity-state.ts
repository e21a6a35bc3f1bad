import type {Namespace, Pod} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import type {NodeInfo} from '../../cache/node-info.ts'
import {requiredAffinity, requiredAntiAffinity, termMeans} from './term.ts'
import {TopologyCounts} from './topology-counts.ts'

/** What the required terms, of the pod that is to be placed and of those that are there, count in each domain. */
export class AffinityState {
  /** Domains from which pods that are there keep this one away. */
  keptAway = new TopologyCounts()
  /** Pods there that all of this pod's affinity terms mean, per term's domain. */
  wanted = new TopologyCounts()
  /** Pods there that any of this pod's anti-affinity terms means. */
  unwanted = new TopologyCounts()
  private readonly pod: Pod
  private readonly namespaces: Informer<Namespace>

  constructor(pod: Pod, namespaces: Informer<Namespace>) {
    this.pod = pod
    this.namespaces = namespaces
  }

  /** Counts a pod that is on a node in or, with -1, out. */
  count(other: Pod, {node}: NodeInfo, sign: 1 | -1): void {
    const labels = node?.metadata.labels
    if (!labels) return
    for (const term of requiredAntiAffinity(other)) {
      if (termMeans(term, other, this.pod, this.namespaces)) addDomain(this.keptAway, labels, term.topologyKey, sign)
    }
    const affinity = requiredAffinity(this.pod)
    if (affinity.length > 0 && affinity.every(term => termMeans(term, this.pod, other, this.namespaces))) {
      for (const term of affinity) addDomain(this.wanted, labels, term.topologyKey, sign)
    }
    for (const term of requiredAntiAffinity(this.pod)) {
      if (termMeans(term, this.pod, other, this.namespaces)) addDomain(this.unwanted, labels, term.topologyKey, sign)
    }
  }

  /** The first pod of a group that wants only its own kind may go anywhere: nobody is there yet to be near to. */
  isFirstOfItsKind(): boolean {
    return (
      this.wanted.size === 0 &&
      requiredAffinity(this.pod).every(term => termMeans(term, this.pod, this.pod, this.namespaces))
    )
  }

  clone(): AffinityState {
    const copy = new AffinityState(this.pod, this.namespaces)
    copy.keptAway = this.keptAway.clone()
    copy.wanted = this.wanted.clone()
    copy.unwanted = this.unwanted.clone()
    return copy
  }
}

function addDomain(counts: TopologyCounts, labels: Record<string, string>, key: string, count: number): void {
  const value = labels[key]
  if (value !== undefined) counts.add(key, value, count)
}
