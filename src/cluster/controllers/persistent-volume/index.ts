import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod, StorageClass} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {claimKeyOf} from '../../runtime/volume-match.ts'
import {sayAs} from '../say.ts'
import {Binder} from './binder.ts'
import {claimsOfPod} from './claims-of-pod.ts'
import {createClaimSync} from './sync-claim.ts'
import {createVolumeSync} from './sync-volume.ts'

const name = 'persistentvolume-controller'
/** What keys of volumes begin with; those of claims are `namespace/name`. */
const volumePrefix = 'volume/'

/** Binds claims to volumes, asks provisioners for volumes, and reclaims those whose claims are gone. */
export function createPersistentVolumeController(context: ComponentContext): Component {
  const {informers} = context
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)
  const pods = informers.informer<Pod>(builtin.pods)
  pods.addIndex('claim', claimsOfPod)
  const objects = createObjectClient(context)
  const binder = new Binder(objects)
  const say = sayAs(name, context)
  const syncClaim = createClaimSync({volumes, classes, pods, objects, binder, say})
  const syncVolume = createVolumeSync({claims, objects, binder, say})

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    if (!key.startsWith(volumePrefix)) {
      const claim = claims.get(key)
      return claim && syncClaim(claim)
    }
    const volume = volumes.get(key.slice(volumePrefix.length))
    if (volume) await syncVolume(volume)
    return undefined
  }

  const pendingClaims = (className: string | undefined): string[] =>
    [...claims.list()]
      .filter(({spec, status}) => status?.phase !== 'Bound' && (spec?.storageClassName ?? '') === (className ?? ''))
      .map(objectKey)
      .sort()

  return createController(context, {
    name,
    queue: 'claims',
    watches: [
      watch(claims, claim => [
        objectKey(claim),
        ...(claim.spec?.volumeName ? [`${volumePrefix}${claim.spec.volumeName}`] : []),
        ...[...volumes.list()]
          .filter(volume => claimKeyOf(volume) === objectKey(claim))
          .map(({metadata}) => `${volumePrefix}${metadata.name}`),
      ]),
      watch(volumes, volume => [
        `${volumePrefix}${volume.metadata.name}`,
        ...(claimKeyOf(volume) ? [claimKeyOf(volume)!] : pendingClaims(volume.spec?.storageClassName)),
      ]),
      watch(classes, ({metadata}) => pendingClaims(metadata.name)),
    ],
    workers: 1,
    reconcile,
  })
}
