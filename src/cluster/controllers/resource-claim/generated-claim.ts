import type {Pod, ResourceClaim, ResourceClaimTemplate} from '../../../api/kinds.ts'
import {controllerRef} from '../../runtime/controller-ref.ts'

/** Tells which of a pod's claims a generated ResourceClaim is. */
export const claimAnnotation = 'resource.kubernetes.io/pod-claim-name'

/** The ResourceClaim that a pod's claim wants of a template. */
export function generatedClaim(pod: Pod, name: string, {spec}: ResourceClaimTemplate): ResourceClaim {
  const {annotations, labels} = spec?.metadata ?? {}
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: {
      namespace: pod.metadata.namespace,
      generateName: generateName(pod.metadata.name!, name),
      ownerReferences: [controllerRef({...pod, apiVersion: 'v1', kind: 'Pod'})],
      annotations: {...annotations, [claimAnnotation]: name},
      ...(labels && {labels}),
    },
    spec: spec!.spec,
  }
}

/** A hyphen and five random characters are still to come in a name of 63. */
const longestBase = 57

/** Both names are cut in proportion where they are too long together, so that something of each is left. */
function generateName(pod: string, claim: string): string {
  const whole = `${pod}-${claim}-`
  if (whole.length <= longestBase) return whole
  const share = (name: string) => name.slice(0, Math.floor((name.length * longestBase) / whole.length))
  return `${share(pod)}-${share(claim)}`
}
