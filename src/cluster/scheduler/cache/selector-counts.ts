import type {LabelSelector, Pod} from '../../../api/kinds.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'

/** How many pods are on which node; only where there are any. */
type Counts<Node> = Map<Node, number>

interface Followed<Node> {
  namespace: string
  selector: LabelSelector
  counts: Counts<Node>
}

type Labels = Record<string, string> | undefined

/** Pods of one namespace that have the same labels, as those of one template do. */
interface Alike<Node> {
  labels: Labels
  counts: Counts<Node>
  /** The selectors that match them. */
  followers: Set<Followed<Node>>
}

/** How many selectors are followed at once; the one that was asked for longest ago makes room. */
const capacity = 256

/**
 * How many pods on which node match a selector. Selectors are asked about labels, not about pods: once about those that there are when it is first asked for,
 * once about each that are new. Terminating pods do not count.
 */
export class SelectorCounts<Node> {
  private readonly followed = new Map<string, Followed<Node>>()
  /** By namespace, then by labels. */
  private readonly namespaces = new Map<string, Map<string, Alike<Node>>>()

  of(namespace: string, selector: LabelSelector): ReadonlyMap<Node, number> {
    const key = `${namespace}/${JSON.stringify(selector)}`
    const followed = this.followed.get(key) ?? this.follow({namespace, selector, counts: new Map()})
    this.followed.delete(key)
    this.followed.set(key, followed)
    if (this.followed.size > capacity) this.unfollow(this.followed.keys().next().value!)
    return followed.counts
  }

  change({metadata}: Pod, node: Node, by: 1 | -1): void {
    if (metadata.deletionTimestamp) return
    const {namespace = '', labels} = metadata
    const key = textOf(labels)
    const there = this.namespaces.get(namespace) ?? new Map<string, Alike<Node>>()
    if (there.size === 0) this.namespaces.set(namespace, there)
    const alike = there.get(key) ?? {labels, counts: new Map(), followers: this.followersOf(namespace, labels)}
    if (alike.counts.size === 0) there.set(key, alike)
    add(alike.counts, node, by)
    for (const {counts} of alike.followers) add(counts, node, by)
    if (alike.counts.size === 0) there.delete(key)
    if (there.size === 0) this.namespaces.delete(namespace)
  }

  private follow(followed: Followed<Node>): Followed<Node> {
    for (const alike of this.namespaces.get(followed.namespace)?.values() ?? []) {
      if (!matchesSelector(followed.selector, alike.labels)) continue
      alike.followers.add(followed)
      for (const [node, count] of alike.counts) add(followed.counts, node, count)
    }
    return followed
  }

  private unfollow(key: string): void {
    const followed = this.followed.get(key)!
    this.followed.delete(key)
    for (const {followers} of this.namespaces.get(followed.namespace)?.values() ?? []) followers.delete(followed)
  }

  private followersOf(namespace: string, labels: Labels): Set<Followed<Node>> {
    const all = [...this.followed.values()]
    return new Set(all.filter(other => other.namespace === namespace && matchesSelector(other.selector, labels)))
  }
}

/** The same for the same labels, whatever their order. */
function textOf(labels: Labels = {}): string {
  let text = ''
  for (const name of Object.keys(labels).sort()) text += `${name}=${labels[name]},`
  return text
}

function add<Node>(counts: Counts<Node>, node: Node, by: number): void {
  const sum = (counts.get(node) ?? 0) + by
  if (sum > 0) counts.set(node, sum)
  else counts.delete(node)
}
