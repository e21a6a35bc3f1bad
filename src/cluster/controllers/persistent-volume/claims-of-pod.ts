import type {Pod} from '../../../api/kinds.ts'

/** The claims that a pod mounts, its own ephemeral ones included: `namespace/name`. */
export const claimsOfPod = ({metadata, spec}: Pod): string[] =>
  (spec?.volumes ?? []).flatMap(({name, persistentVolumeClaim, ephemeral}) => {
    if (persistentVolumeClaim) return [`${metadata.namespace}/${persistentVolumeClaim.claimName}`]
    return ephemeral ? [`${metadata.namespace}/${metadata.name}-${name}`] : []
  })
