import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'
import {fractions} from '../pod/warnings.ts'

const storageClass = 'volume.beta.kubernetes.io/storage-class'

/** What has had its day in a claim, and amounts of bytes that are none, on every write. */
export const claimWarnings = ({metadata, spec}: PersistentVolumeClaim): string[] => [
  ...(metadata.annotations?.[storageClass] === undefined
    ? []
    : [`metadata.annotations[${storageClass}]: deprecated since v1.8; use "storageClassName" attribute instead`]),
  ...fractions('spec.resources.requests', spec?.resources?.requests, ['storage']),
  ...fractions('spec.resources.limits', spec?.resources?.limits, ['storage']),
]
