import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim} from '../../../api/kinds.ts'
import type {Informer} from '../../runtime/informer.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {annotations, claimKeyOf} from '../../runtime/volume-match.ts'
import type {Say} from '../say.ts'
import type {Binder} from './binder.ts'

export interface VolumeSyncOptions {
  claims: Informer<PersistentVolumeClaim>
  objects: ObjectClient
  binder: Binder
  say: Say
}

/** Keeps the phase of one volume, and reclaims it when its claim is gone. */
export function createVolumeSync({claims, objects, binder, say}: VolumeSyncOptions) {
  const sync = async (volume: PersistentVolume): Promise<void> => {
    const {name} = volume.metadata
    const reference = volume.spec?.claimRef
    if (!reference?.uid) return binder.setVolumePhase(volume, 'Available')
    const claim = claims.get(claimKeyOf(volume)!)
    if (claim?.metadata.uid !== reference.uid) return reclaim(volume)
    if (claim?.spec?.volumeName === name && claim?.metadata.annotations?.[annotations.bindCompleted])
      await binder.setVolumePhase(volume, 'Bound')
  }

  const reclaim = async (volume: PersistentVolume): Promise<void> => {
    if (volume.status?.phase !== 'Released' && volume.status?.phase !== 'Failed')
      return binder.setVolumePhase(volume, 'Released')
    if (volume.spec?.persistentVolumeReclaimPolicy !== 'Recycle' || !volume.spec.hostPath) return
    const {claimRef: _, ...spec} = volume.spec
    const {[annotations.boundByController]: __, ...kept} = volume.metadata.annotations ?? {}
    const freed = await objects.update<PersistentVolume>(builtin.persistentVolumes, {
      ...volume,
      metadata: {...volume.metadata, annotations: kept},
      spec,
    })
    say(freed, 'Normal', 'VolumeRecycled', 'Volume recycled')
    await binder.setVolumePhase(freed, 'Available')
  }

  return sync
}
