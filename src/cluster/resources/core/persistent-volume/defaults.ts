import type {PersistentVolume} from '../../../../api/kinds.ts'
import {setRemoteVolumeDefaults} from '../pod/defaults.ts'

export function setPersistentVolumeDefaults(volume: PersistentVolume): void {
  volume.status ??= {}
  volume.status.phase ||= 'Pending'
  volume.spec ??= {}
  const {spec} = volume
  spec.persistentVolumeReclaimPolicy ||= 'Retain'
  spec.volumeMode ??= 'Filesystem'
  if (spec.hostPath) spec.hostPath.type ??= ''
  setRemoteVolumeDefaults(spec)
}
