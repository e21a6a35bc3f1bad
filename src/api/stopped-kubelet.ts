import type {Node} from './kinds.ts'
import {millisecondsOf} from './time.ts'

/** On a Node: since when its kubelet has been stopped on purpose, RFC 3339. Kubelets of the embedded cluster heed it. */
export const stoppedKubelet = 'kctl.dev/kubelet-stopped'

/** When somebody stopped a node's kubelet; milliseconds since the epoch. Undefined while it runs; NaN where nobody can read when. */
export function stoppedSince({metadata}: Node): number | undefined {
  const text = metadata.annotations?.[stoppedKubelet]
  return text === undefined ? undefined : millisecondsOf(text)
}
