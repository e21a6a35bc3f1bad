import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod, VolumeAttributesClass} from '../../../api/kinds.ts'
import {type GroupVersionResource, type KubeObject, objectKey} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {claimsOfPod} from './claims-of-pod.ts'

/** Keeps claims from going while a pod uses them. */
export function createClaimProtection(context: ComponentContext): Component {
  const claims = context.informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const pods = context.informers.informer<Pod>(builtin.pods)
  pods.addIndex('claim', claimsOfPod)
  const inUse = (key: string): boolean =>
    [...pods.byIndex('claim', key)].some(pod => pod.spec?.nodeName && !isPodFinished(pod))
  const guard = guardian(context, builtin.persistentVolumeClaims, 'kubernetes.io/pvc-protection')

  return createController(context, {
    name: 'persistentvolumeclaim-protection-controller',
    queue: 'pvcprotection',
    watches: [watch(claims, claim => [objectKey(claim)]), watch(pods, claimsOfPod)],
    async reconcile(key) {
      const claim = claims.get(key)
      if (claim) await guard(claim, inUse(key))
      return undefined
    },
  })
}

/** Keeps volumes from going while they are bound to a claim. */
export function createVolumeProtection(context: ComponentContext): Component {
  const volumes = context.informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const guard = guardian(context, builtin.persistentVolumes, 'kubernetes.io/pv-protection')

  return createController(context, {
    name: 'persistentvolume-protection-controller',
    queue: 'pvprotection',
    watches: [watch(volumes, ({metadata}) => [metadata.name!])],
    async reconcile(name) {
      const volume = volumes.get(name)
      if (volume) await guard(volume, volume.status?.phase === 'Bound')
      return undefined
    },
  })
}

/** Keeps classes of volume attributes from going while a claim or a volume names them. */
export function createAttributesClassProtection(context: ComponentContext): Component {
  const classes = context.informers.informer<VolumeAttributesClass>(builtin.volumeAttributesClasses)
  const claims = context.informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = context.informers.informer<PersistentVolume>(builtin.persistentVolumes)
  claims.addIndex('attributesClass', classesOfClaim)
  volumes.addIndex('attributesClass', classesOfVolume)
  const inUse = (name: string): boolean =>
    [claims, volumes].some(users => !users.byIndex('attributesClass', name)[Symbol.iterator]().next().done)
  const guard = guardian(context, builtin.volumeAttributesClasses, 'kubernetes.io/vac-protection')

  return createController(context, {
    name: 'volumeattributesclass-protection-controller',
    queue: 'vacprotection',
    watches: [
      watch(classes, ({metadata}) => [metadata.name!]),
      watch(claims, classesOfClaim),
      watch(volumes, classesOfVolume),
    ],
    workers: 1,
    async reconcile(name) {
      const found = classes.get(name)
      if (found) await guard(found, inUse(name))
      return undefined
    },
  })
}

/** The classes that a claim wants, has, or is on its way to. */
const classesOfClaim = ({spec, status}: PersistentVolumeClaim): string[] =>
  named(
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  )

const classesOfVolume = ({spec}: PersistentVolume): string[] => named(spec?.volumeAttributesClassName)

const named = (...names: (string | undefined)[]): string[] =>
  [...new Set(names.filter(name => name !== undefined && name !== ''))] as string[]

/** Adds the finalizer to what stays, takes it off what may go. */
function guardian(context: ComponentContext, resource: GroupVersionResource, finalizer: string) {
  const objects = createObjectClient(context)
  return async (object: KubeObject, inUse: boolean): Promise<void> => {
    const {finalizers = [], deletionTimestamp} = object.metadata
    const has = finalizers.includes(finalizer)
    const wanted = deletionTimestamp ? has && inUse : true
    if (has === wanted) return
    const changed = wanted ? [...finalizers, finalizer] : finalizers.filter(name => name !== finalizer)
    await objects.update(resource, {...object, metadata: {...object.metadata, finalizers: changed}})
  }
}
