import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim} from '../../../api/kinds.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {annotations, isReservedFor} from '../../runtime/volume-match.ts'

/** Writes the two halves of a binding, each so that it can be finished by whoever comes next. */
export class Binder {
  private readonly objects: ObjectClient

  constructor(objects: ObjectClient) {
    this.objects = objects
  }

  async bind(volume: PersistentVolume, claim: PersistentVolumeClaim): Promise<void> {
    await this.bindVolume(volume, claim)
    await this.bindClaim(volume, claim)
  }

  private async bindVolume(volume: PersistentVolume, claim: PersistentVolumeClaim): Promise<void> {
    const {namespace, name, uid, resourceVersion} = claim.metadata
    let bound = volume
    if (!isReservedFor(volume, claim) || volume.spec?.claimRef?.uid !== uid) {
      const chosen = volume.spec?.claimRef === undefined
      const reference = {kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion}
      bound = await this.objects.update<PersistentVolume>(builtin.persistentVolumes, {
        ...volume,
        metadata: chosen ? withAnnotation(volume.metadata, annotations.boundByController) : volume.metadata,
        spec: {...volume.spec, claimRef: reference},
      })
    }
    await this.setVolumePhase(bound, 'Bound')
  }

  async bindClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): Promise<void> {
    let bound = claim
    const chosen = !claim.spec?.volumeName
    const complete = claim.metadata.annotations?.[annotations.bindCompleted] !== undefined
    if (chosen || !complete) {
      const marked = withAnnotation(claim.metadata, annotations.bindCompleted)
      bound = await this.objects.update<PersistentVolumeClaim>(builtin.persistentVolumeClaims, {
        ...claim,
        metadata: chosen ? withAnnotation(marked, annotations.boundByController) : marked,
        spec: {...claim.spec, volumeName: volume.metadata.name},
      })
    }
    const {accessModes, capacity, volumeAttributesClassName} = volume.spec ?? {}
    // What becomes of a volume once it is bound is for whoever resizes and modifies it to say.
    const status = {
      ...bound.status,
      ...(bound.status?.phase !== 'Bound' && {capacity}),
      ...(bound.status?.phase === 'Pending' && {currentVolumeAttributesClassName: volumeAttributesClassName}),
      phase: 'Bound',
      accessModes,
    }
    if (!isDeepStrictEqual({...bound.status}, status))
      await this.objects.updateStatus<PersistentVolumeClaim>(builtin.persistentVolumeClaims, {...bound, status})
  }

  async setClaimPhase(claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): Promise<void> {
    if (claim.status?.phase === phase) return
    const unbound = {accessModes: undefined, capacity: undefined, currentVolumeAttributesClassName: undefined}
    const status = {...claim.status, phase, ...(phase === 'Lost' && unbound)}
    await this.objects.updateStatus<PersistentVolumeClaim>(builtin.persistentVolumeClaims, {...claim, status})
  }

  async setVolumePhase(volume: PersistentVolume, phase: string, message?: string): Promise<void> {
    if (volume.status?.phase === phase && volume.status.message === message) return
    const {message: _, reason: __, ...status} = volume.status ?? {}
    await this.objects.updateStatus<PersistentVolume>(builtin.persistentVolumes, {
      ...volume,
      status: {...status, phase, ...(message && {message})},
    })
  }
}

const withAnnotation = <M extends {annotations?: Record<string, string>}>(metadata: M, name: string): M => ({
  ...metadata,
  annotations: {...metadata.annotations, [name]: 'yes'},
})
