import {flag, text, type VolumeSourceText} from './source-rows.ts'

/** Volumes that are made of objects of the API, or claimed through them. */
export const objectVolumes: Record<string, VolumeSourceText> = {
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    rows: ({secretName, optional}) => [text('SecretName', secretName), ['Optional:', optional ?? false]],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: ({name, optional}) => [text('Name', name), ['Optional:', optional ?? false]],
  },
  downwardAPI: {type: 'DownwardAPI (a volume populated by information about the pod)', rows: () => []},
  projected: {
    type: 'Projected (a volume that contains injected data from multiple sources)',
    rows: () => [],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: ({claimName, readOnly}) => [text('ClaimName', claimName), flag(readOnly)],
  },
  ephemeral: {
    type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    rows: () => [],
  },
}
