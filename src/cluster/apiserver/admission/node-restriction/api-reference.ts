import type {Container, Pod, Volume} from '../../../../api/kinds.ts'

/** What of the API a pod uses, in Kubernetes' words; undefined if nothing. A mirror pod may use nothing. */
export function apiReference({spec}: Pod): string | undefined {
  if (!spec) return undefined
  if (spec.serviceAccountName) return 'serviceaccounts'
  const containers = [
    ...spec.containers,
    ...(spec.initContainers ?? []),
    ...((spec.ephemeralContainers ?? []) as Container[]),
  ]
  const volumes = spec.volumes ?? []
  const sources = containers.flatMap(({env = [], envFrom = []}) => [...env.map(one => one.valueFrom ?? {}), ...envFrom])
  const has = (...kinds: string[]) => sources.some(source => kinds.some(kind => kind in source))
  if (spec.imagePullSecrets?.length || has('secretKeyRef', 'secretRef') || volumes.some(usesSecret)) return 'secrets'
  if (has('configMapKeyRef', 'configMapRef') || volumes.some(usesConfigMap)) return 'configmaps'
  if (spec.resourceClaims?.length) return 'resourceclaims'
  return volumes.map(ofVolume).find(reference => reference !== undefined)
}

const usesSecret = (volume: Volume): boolean =>
  Boolean(
    volume.secret ||
      volume.azureFile ||
      volume.csi?.nodePublishSecretRef ||
      volume.cephfs?.secretRef ||
      volume.cinder?.secretRef ||
      volume.flexVolume?.secretRef ||
      volume.iscsi?.secretRef ||
      volume.rbd?.secretRef ||
      volume.scaleIO?.secretRef ||
      volume.storageos?.secretRef ||
      volume.projected?.sources?.some(({secret}) => secret),
  )

const usesConfigMap = ({configMap, projected}: Volume): boolean =>
  Boolean(configMap || projected?.sources?.some(source => source.configMap))

function ofVolume({csi, glusterfs, persistentVolumeClaim, ephemeral, projected}: Volume): string | undefined {
  if (csi) return 'csidrivers (via CSI volumes)'
  if (glusterfs) return 'endpoints (via glusterFS volumes)'
  if (persistentVolumeClaim) return 'persistentvolumeclaims'
  if (ephemeral) return 'persistentvolumeclaims (via ephemeral volumes)'
  for (const {serviceAccountToken, clusterTrustBundle} of projected?.sources ?? []) {
    if (serviceAccountToken) return 'serviceaccounts (via projected volumes)'
    if (clusterTrustBundle) return 'clustertrustbundles'
  }
  return undefined
}
