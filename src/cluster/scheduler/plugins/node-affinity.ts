import type {Pod} from '../../../api/kinds.ts'
import {nodeSelectorTermMatches, requiredAffinityMatches} from '../../runtime/node-selector.ts'
import {normalizeByMaximum, type Plugin} from '../framework/plugin.ts'
import {skip, unresolvable} from '../framework/verdict.ts'

/** nodeSelector and node affinity: the required part filters, the preferred part scores. */
export const nodeAffinity = (): Plugin => ({
  name: 'NodeAffinity',
  events: ['NodeAdd', 'NodeUpdate'],
  preFilter(_state, pod) {
    if (!pod.spec?.nodeSelector && !pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution)
      return skip
    const nodeNames = namedNodes(pod)
    if (nodeNames?.size === 0) return unresolvable('pod affinity terms conflict')
    return nodeNames ? {nodeNames} : undefined
  },
  filter(_state, pod, {node}) {
    if (node && requiredAffinityMatches(pod.spec, node)) return undefined
    return unresolvable("node(s) didn't match Pod's node affinity/selector")
  },
  preScore: (_state, pod) => (preferences(pod).length === 0 ? skip : undefined),
  score(_state, pod, nodes, scores) {
    const wanted = preferences(pod)
    for (const [index, {node}] of nodes.entries()) {
      let sum = 0
      for (const {weight, preference} of wanted)
        if (weight && node && nodeSelectorTermMatches(preference, node)) sum += weight
      scores[index] = sum
    }
  },
  normalize: (_state, _pod, scores) => normalizeByMaximum(scores),
})

const preferences = (pod: Pod) =>
  pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []

/** The nodes that the terms' matchFields name, if every term names some; that is how DaemonSet pods find theirs at once. */
function namedNodes(pod: Pod): Set<string> | undefined {
  const terms =
    pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  if (terms.length === 0) return undefined
  const union = new Set<string>()
  for (const {matchFields} of terms) {
    let named: Set<string> | undefined
    for (const {key, operator, values} of matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue
      const these = new Set(values)
      named = named ? new Set([...named].filter(name => these.has(name))) : these
    }
    if (!named) return undefined
    for (const name of named) union.add(name)
  }
  return union
}
