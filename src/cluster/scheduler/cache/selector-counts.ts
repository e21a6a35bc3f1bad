import type {LabelSelector, Pod} from '../../../api/kinds.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'

interface Counted {
  namespace: string
  selector: LabelSelector
  /** Node → pods there that match; only where there are any. */
  counts: Map<string, number>
}

/** How many selectors are followed at once; the one that was asked for longest ago makes room. */
const capacity = 256

/** How many pods on which node match a selector, kept current from the first question on. Terminating pods do not count. */
export class SelectorCounts {
  private readonly followed = new Map<string, Counted>()
  private readonly placed: (namespace: string) => Iterable<[node: string, pod: Pod]>

  /** `placed` tells what is where in a namespace when a selector is first asked for. */
  constructor(placed: (namespace: string) => Iterable<[node: string, pod: Pod]>) {
    this.placed = placed
  }

  of(namespace: string, selector: LabelSelector): ReadonlyMap<string, number> {
    const key = `${namespace}/${JSON.stringify(selector)}`
    const known = this.followed.get(key)
    const counted = known ?? this.count({namespace, selector, counts: new Map()})
    this.followed.delete(key)
    this.followed.set(key, counted)
    if (this.followed.size > capacity) this.followed.delete(this.followed.keys().next().value!)
    return counted.counts
  }

  change(pod: Pod, node: string, by: 1 | -1): void {
    for (const counted of this.followed.values()) add(counted, pod, node, by)
  }

  private count(counted: Counted): Counted {
    for (const [node, pod] of this.placed(counted.namespace)) add(counted, pod, node, 1)
    return counted
  }
}

function add({namespace, selector, counts}: Counted, pod: Pod, node: string, by: 1 | -1): void {
  if (pod.metadata.namespace !== namespace || pod.metadata.deletionTimestamp) return
  if (!matchesSelector(selector, pod.metadata.labels)) return
  const sum = (counts.get(node) ?? 0) + by
  if (sum > 0) counts.set(node, sum)
  else counts.delete(node)
}
