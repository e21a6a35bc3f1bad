import {builtin} from '../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod} from '../../../api/kinds.ts'
import {type GroupVersionResource, type KubeObject, objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {isPodFinished} from '../pod-state.ts'
import {claimsOfPod} from './index.ts'

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
