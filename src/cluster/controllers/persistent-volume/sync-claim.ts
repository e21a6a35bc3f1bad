import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod, StorageClass} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {ReconcileResult} from '../../runtime/controller.ts'
import type {Informer} from '../../runtime/informer.ts'
import type {ObjectClient} from '../../runtime/object-client.ts'
import {annotations, findVolume, isReservedFor, satisfies} from '../../runtime/volume-match.ts'
import type {Say} from '../say.ts'
import type {Binder} from './binder.ts'

/** How often what an unbound claim waits for is said again; milliseconds. */
const resyncPeriod = 15_000
const noProvisioner = 'kubernetes.io/no-provisioner'

export interface ClaimSyncOptions {
  volumes: Informer<PersistentVolume>
  classes: Informer<StorageClass>
  /** Indexed by `claim`: the claims that a pod mounts. */
  pods: Informer<Pod>
  objects: ObjectClient
  binder: Binder
  say: Say
}

/** Binds one claim to a volume, or asks a provisioner for one. */
export function createClaimSync({volumes, classes, pods, objects, binder, say}: ClaimSyncOptions) {
  const sync = async (claim: PersistentVolumeClaim): Promise<ReconcileResult | undefined> => {
    if (claim.metadata.annotations?.[annotations.bindCompleted]) await keepBound(claim)
    else if (claim.spec?.volumeName) await bindToRequested(claim, claim.spec.volumeName)
    else return bindToAny(claim)
    return undefined
  }

  const keepBound = async (claim: PersistentVolumeClaim): Promise<void> => {
    const volume = volumes.get(claim.spec?.volumeName ?? '')
    const lost = claim.status?.phase === 'Lost'
    if (!volume) {
      if (!lost)
        say(claim, 'Warning', 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
      return binder.setClaimPhase(claim, 'Lost')
    }
    if (volume.spec?.claimRef && !isReservedFor(volume, claim)) {
      const message = 'Two claims are bound to the same volume, this one is bound incorrectly'
      if (!lost) say(claim, 'Warning', 'ClaimMisbound', message)
      return binder.setClaimPhase(claim, 'Lost')
    }
    return binder.bind(volume, claim)
  }

  const bindToRequested = async (claim: PersistentVolumeClaim, name: string): Promise<void> => {
    const volume = volumes.get(name)
    const free = volume && (!volume.spec?.claimRef || isReservedFor(volume, claim))
    if (volume && free && satisfies(volume, claim)) return binder.bind(volume, claim)
    const quoted = JSON.stringify(name)
    if (volume && !free) say(claim, 'Warning', 'FailedBinding', `volume ${quoted} already bound to a different claim.`)
    else if (volume) {
      const message = `Cannot bind to requested volume ${quoted}: requested volume is incompatible with the claim`
      say(claim, 'Warning', 'VolumeMismatch', message)
    }
    return binder.setClaimPhase(claim, 'Pending')
  }

  const bindToAny = async (claim: PersistentVolumeClaim): Promise<ReconcileResult | undefined> => {
    const delayed = isDelayed(claim)
    const volume = findVolume(volumes.list(), claim, {reservedOnly: delayed})
    if (volume) {
      await binder.bind(volume, claim)
      return undefined
    }
    const asked = delayed ? claim : await request(claim)
    if (delayed) sayWhatDelays(claim)
    await binder.setClaimPhase(asked, 'Pending')
    return {requeueAfter: resyncPeriod, background: true}
  }

  /** Whether a claim's class leaves the choice to the scheduler, and the scheduler has not made it yet. */
  const isDelayed = ({spec, metadata}: PersistentVolumeClaim): boolean =>
    classes.get(spec?.storageClassName ?? '')?.volumeBindingMode === 'WaitForFirstConsumer' &&
    metadata.annotations?.[annotations.selectedNode] === undefined

  const sayWhatDelays = (claim: PersistentVolumeClaim): void => {
    const waiting = [...pods.byIndex('claim', objectKey(claim))].find(({spec}) => !spec?.nodeName)
    if (waiting) say(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod ${waiting.metadata.name} to be scheduled`)
    else say(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
  }

  /** Says what an unbound claim waits for, and names its provisioner to whoever provisions. */
  const request = async (claim: PersistentVolumeClaim): Promise<PersistentVolumeClaim> => {
    const name = claim.spec?.storageClassName
    if (!name) {
      const message = 'no persistent volumes available for this claim and no storage class is set'
      say(claim, 'Normal', 'FailedBinding', message)
      return claim
    }
    const storageClass = classes.get(name)
    if (!storageClass) {
      const message = `storageclass.storage.k8s.io ${JSON.stringify(name)} not found`
      say(claim, 'Warning', 'ProvisioningFailed', message)
      return claim
    }
    const {provisioner} = storageClass
    if (provisioner === noProvisioner) return claim
    const marked = await nameProvisioner(claim, provisioner)
    const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`
    say(claim, 'Normal', 'ExternalProvisioning', message)
    return marked
  }

  const nameProvisioner = async (claim: PersistentVolumeClaim, provisioner: string): Promise<PersistentVolumeClaim> => {
    if (claim.metadata.annotations?.[annotations.storageProvisioner] === provisioner) return claim
    const named = {[annotations.betaStorageProvisioner]: provisioner, [annotations.storageProvisioner]: provisioner}
    return objects.update<PersistentVolumeClaim>(builtin.persistentVolumeClaims, {
      ...claim,
      metadata: {...claim.metadata, annotations: {...claim.metadata.annotations, ...named}},
    })
  }

  return sync
}
