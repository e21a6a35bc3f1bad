import type {Pod} from '../../../../api/kinds.ts'
import {hasEmpties} from '../../../../api/schema/index.ts'

/** How many specs are remembered; then all are forgotten. */
const mostKnown = 512

/**
 * Specs of new pods of which something holds: what one template makes differs in the name of its token's volume alone, and need not be gone through again
 * for each of a thousand pods.
 */
export class KnownSpecs {
  private readonly known = new Set<string>()

  /** Whether `holds` says so of the pod, which is asked of each spec once; it must depend on the pod's spec and annotations alone. */
  check(pod: Pod, holds: () => boolean): boolean {
    const said = saidBy(pod)
    if (said !== undefined && this.known.has(said)) return true
    if (!holds()) return false
    if (this.known.size >= mostKnown) this.known.clear()
    if (said !== undefined) this.known.add(said)
    return true
  }
}

/** What the ServiceAccount plugin calls the volume that it adds. */
const tokenVolume = /^kube-api-access-[a-z0-9]{5}$/

/** What a pod's spec and annotations say, with a mark that no JSON has for the one name that was made up; undefined where the pod's own name plays a part. */
function saidBy(pod: Pod): string | undefined {
  const {
    metadata: {annotations},
    spec,
  } = pod
  if (!spec || hasEmpties(pod) || spec.resourceClaims || spec.volumes?.some(({ephemeral}) => ephemeral))
    return undefined
  const text = JSON.stringify([spec, annotations])
  const volume = spec.volumes?.find(({name}) => tokenVolume.test(name))
  return volume ? text.replaceAll(volume.name, '\0') : text
}
