import type {PersistentVolume} from '../../../../api/kinds.ts'
import {termWarnings} from '../pod/affinity-warnings.ts'

type PersistentVolumeSpec = NonNullable<PersistentVolume['spec']>

const deprecatedAnnotations: Record<string, string> = {
  'volume.beta.kubernetes.io/storage-class': 'deprecated since v1.8; use "storageClassName" attribute instead',
  'volume.beta.kubernetes.io/mount-options': 'deprecated since v1.31; use "mountOptions" attribute instead',
}

/** Kinds of storage that are gone, with the name that Kubernetes uses for them inside. */
const deprecatedSources: [keyof PersistentVolumeSpec, string, string][] = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]

/** What has had its day in a volume, on every write. */
export function volumeWarnings({metadata, spec}: PersistentVolume): string[] {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? []
  return [
    ...Object.entries(deprecatedAnnotations)
      .filter(([key]) => metadata.annotations?.[key] !== undefined)
      .map(([key, message]) => `metadata.annotations[${key}]: ${message}`),
    ...(spec?.persistentVolumeReclaimPolicy === 'Recycle'
      ? [
          'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
        ]
      : []),
    ...terms.flatMap((term, index) => termWarnings(`spec.nodeAffinity.required.nodeSelectorTerms[${index}]`, term)),
    ...deprecatedSources
      .filter(([kind]) => spec?.[kind] !== undefined)
      .map(([, name, message]) => `spec.${name}: ${message}`),
  ]
}
