import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod, StorageClass} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {annotations, claimKeyOf, findVolume, isReservedFor, satisfies} from '../../runtime/volume-match.ts'
import {Binder} from './binder.ts'

const source = 'persistentvolume-controller'
/** How often what an unbound claim waits for is said again. */
const resyncPeriod = 15_000
const noProvisioner = 'kubernetes.io/no-provisioner'

/** Binds claims to volumes, asks provisioners for volumes, and reclaims those whose claims are gone. */
export function createPersistentVolumeController(context: ComponentContext): Component {
  const {informers, events} = context
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)
  const pods = informers.informer<Pod>(builtin.pods)
  pods.addIndex('claim', claimsOfPod)
  const objects = createObjectClient(context)
  const binder = new Binder(objects)

  const say = (claim: PersistentVolumeClaim, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    events.record(claim, {type, reason, message, source})

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> =>
    key.startsWith('volume/') ? syncVolume(key.slice('volume/'.length)) : syncClaim(key)

  const syncClaim = async (key: string): Promise<ReconcileResult | undefined> => {
    const claim = claims.get(key)
    if (!claim) return
    if (claim.metadata.annotations?.[annotations.bindCompleted]) return syncBound(claim)
    const {volumeName} = claim.spec ?? {}
    if (volumeName) {
      const volume = volumes.get(volumeName)
      const free = volume && (!volume.spec?.claimRef || isReservedFor(volume, claim))
      if (volume && free && satisfies(volume, claim)) return binder.bind(volume, claim) as Promise<undefined>
      if (volume && !free) {
        const message = `volume ${JSON.stringify(volumeName)} already bound to a different claim.`
        say(claim, 'Warning', 'FailedBinding', message)
      } else if (volume)
        say(
          claim,
          'Warning',
          'VolumeMismatch',
          `Cannot bind to requested volume ${JSON.stringify(volumeName)}: requested volume is incompatible with the claim`,
        )
      await binder.setClaimPhase(claim, 'Pending')
      return
    }
    const delayed = isDelayed(claim)
    const volume = findVolume(volumes.list(), claim, {reservedOnly: delayed})
    if (volume) return binder.bind(volume, claim) as Promise<undefined>
    await binder.setClaimPhase(await request(claim, delayed), 'Pending')
    return {requeueAfter: resyncPeriod, background: true}
  }

  /** Says what an unbound claim waits for, and names its provisioner to whoever provisions. */
  const request = async (claim: PersistentVolumeClaim, delayed: boolean): Promise<PersistentVolumeClaim> => {
    const name = claim.spec?.storageClassName
    const storageClass = name ? classes.get(name) : undefined
    if (!name) {
      const message = 'no persistent volumes available for this claim and no storage class is set'
      say(claim, 'Normal', 'FailedBinding', message)
      return claim
    }
    if (!storageClass) {
      const message = `storageclass.storage.k8s.io ${JSON.stringify(name)} not found`
      say(claim, 'Warning', 'ProvisioningFailed', message)
      return claim
    }
    if (delayed) {
      const waiting = [...pods.byIndex('claim', objectKey(claim))].find(({spec}) => !spec?.nodeName)
      if (waiting)
        say(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod ${waiting.metadata.name} to be scheduled`)
      else say(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
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

  const syncBound = async (claim: PersistentVolumeClaim): Promise<undefined> => {
    const volume = volumes.get(claim.spec?.volumeName ?? '')
    if (!volume) {
      if (claim.status?.phase !== 'Lost')
        say(claim, 'Warning', 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
      return binder.setClaimPhase(claim, 'Lost') as Promise<undefined>
    }
    if (volume.spec?.claimRef && !isReservedFor(volume, claim)) {
      const message = 'Two claims are bound to the same volume, this one is bound incorrectly'
      if (claim.status?.phase !== 'Lost') say(claim, 'Warning', 'ClaimMisbound', message)
      return binder.setClaimPhase(claim, 'Lost') as Promise<undefined>
    }
    await binder.bind(volume, claim)
  }

  const syncVolume = async (name: string): Promise<undefined> => {
    const volume = volumes.get(name)
    if (!volume) return
    const reference = volume.spec?.claimRef
    if (!reference) return binder.setVolumePhase(volume, 'Available') as Promise<undefined>
    if (!reference.uid) return binder.setVolumePhase(volume, 'Available') as Promise<undefined>
    const claim = claims.get(claimKeyOf(volume)!)
    if (claim && claim.metadata.uid === reference.uid) {
      if (claim.spec?.volumeName === name && claim.metadata.annotations?.[annotations.bindCompleted])
        await binder.setVolumePhase(volume, 'Bound')
      return
    }
    await reclaim(volume)
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
    events.record(freed, {type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled', source})
    await binder.setVolumePhase(freed, 'Available')
  }

  /** Whether a claim's class leaves the choice to the scheduler, and the scheduler has not made it yet. */
  const isDelayed = ({spec, metadata}: PersistentVolumeClaim): boolean =>
    classes.get(spec?.storageClassName ?? '')?.volumeBindingMode === 'WaitForFirstConsumer' &&
    metadata.annotations?.[annotations.selectedNode] === undefined

  const pendingClaims = (className: string | undefined): string[] =>
    [...claims.list()]
      .filter(({spec, status}) => status?.phase !== 'Bound' && (spec?.storageClassName ?? '') === (className ?? ''))
      .map(objectKey)
      .sort()

  return createController(context, {
    name: source,
    queue: 'claims',
    watches: [
      watch(claims, claim => [
        objectKey(claim),
        ...(claim.spec?.volumeName ? [`volume/${claim.spec.volumeName}`] : []),
        ...[...volumes.list()]
          .filter(volume => claimKeyOf(volume) === objectKey(claim))
          .map(({metadata}) => `volume/${metadata.name}`),
      ]),
      watch(volumes, volume => [
        `volume/${volume.metadata.name}`,
        ...(claimKeyOf(volume) ? [claimKeyOf(volume)!] : pendingClaims(volume.spec?.storageClassName)),
      ]),
      watch(classes, ({metadata}) => pendingClaims(metadata.name)),
    ],
    workers: 1,
    reconcile,
  })
}

/** The claims that a pod mounts, its own ephemeral ones included. */
export const claimsOfPod = ({metadata, spec}: Pod): string[] =>
  (spec?.volumes ?? []).flatMap(({name, persistentVolumeClaim, ephemeral}) => {
    if (persistentVolumeClaim) return [`${metadata.namespace}/${persistentVolumeClaim.claimName}`]
    return ephemeral ? [`${metadata.namespace}/${metadata.name}-${name}`] : []
  })
