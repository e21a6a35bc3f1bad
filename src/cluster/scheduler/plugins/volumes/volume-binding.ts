import type {PersistentVolume, PersistentVolumeClaim, Pod, StorageClass} from '../../../../api/kinds.ts'
import {nodeSelectorMatches} from '../../../runtime/node-selector.ts'
import type {CycleState} from '../../framework/cycle-state.ts'
import type {Plugin} from '../../framework/plugin.ts'
import {skip, unresolvable, type Verdict} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'

const stateKey = 'VolumeBinding'
const selectedNode = 'volume.kubernetes.io/selected-node'

interface Claims {
  bound: PersistentVolumeClaim[]
  /** Their storage class waits for the pod's node before it provisions. */
  waiting: PersistentVolumeClaim[]
}

/** Claims: bound ones must be reachable from the node; those that wait for their first consumer are told the node before the pod is bound. */
export const volumeBinding = ({client, informers, activity}: PluginContext): Plugin => {
  const core = (resource: string) => ({group: '', version: 'v1', resource})
  const claims = informers.informer<PersistentVolumeClaim>(core('persistentvolumeclaims'))
  const volumes = informers.informer<PersistentVolume>(core('persistentvolumes'))
  const classes = informers.informer<StorageClass>({group: 'storage.k8s.io', version: 'v1', resource: 'storageclasses'})
  const waitsForConsumer = (claim: PersistentVolumeClaim): boolean =>
    classes.get(claim.spec?.storageClassName ?? '')?.volumeBindingMode === 'WaitForFirstConsumer'

  const sort = (pod: Pod): Claims | Verdict | undefined => {
    const found: Claims = {bound: [], waiting: []}
    for (const name of claimNames(pod)) {
      const claim = claims.get(`${pod.metadata.namespace}/${name}`)
      const refusal = refuseClaim(name, claim)
      if (refusal) return refusal
      if (isBound(claim!)) found.bound.push(claim!)
      else if (waitsForConsumer(claim!)) found.waiting.push(claim!)
      else return unresolvable('pod has unbound immediate PersistentVolumeClaims')
    }
    return found.bound.length + found.waiting.length > 0 ? found : undefined
  }

  return {
    name: 'VolumeBinding',
    events: ['PersistentVolumeClaim', 'PersistentVolume', 'StorageClass', 'NodeAdd', 'NodeUpdate'],
    preFilter(state, pod) {
      const found = sort(pod)
      if (!found) return skip
      if ('code' in found) return found
      state.write(stateKey, found)
      return undefined
    },
    filter(state, _pod, {node}) {
      for (const claim of state.read<Claims>(stateKey)!.bound) {
        const required = volumes.get(claim.spec!.volumeName!)?.spec?.nodeAffinity?.required
        if (required && node && !nodeSelectorMatches(required, node))
          return unresolvable("node(s) didn't match PersistentVolume's node affinity")
      }
      return undefined
    },
    async preBind(state: CycleState, _pod, nodeName) {
      const waiting = state.read<Claims>(stateKey)?.waiting ?? []
      await Promise.all(
        waiting.map(async ({metadata: {namespace, name}}) => {
          const path = {...core('persistentvolumeclaims'), namespace, name}
          await activity.during(client.patch(path, 'merge', {metadata: {annotations: {[selectedNode]: nodeName}}}))
        }),
      )
      await Promise.all(waiting.map(claim => becomesBound(claim)))
      return undefined
    },
  }

  /** Resolves when the volume controller has bound the claim. */
  function becomesBound({metadata}: PersistentVolumeClaim): Promise<void> {
    return new Promise(resolve => {
      const check = (claim: PersistentVolumeClaim) => {
        if (claim.metadata.uid !== metadata.uid || !isBound(claim)) return
        queueMicrotask(() => detach())
        resolve()
      }
      const detach = claims.onChange({
        added: check,
        updated: check,
        deleted: claim => claim.metadata.uid === metadata.uid && resolve(),
      })
    })
  }
}

/** The claims that a pod names, and those that its ephemeral volumes will be. */
const claimNames = (pod: Pod): string[] =>
  (pod.spec?.volumes ?? []).flatMap(({name, persistentVolumeClaim, ephemeral}) =>
    persistentVolumeClaim ? [persistentVolumeClaim.claimName] : ephemeral ? [`${pod.metadata.name}-${name}`] : [],
  )

function refuseClaim(name: string, claim: PersistentVolumeClaim | undefined): Verdict | undefined {
  if (!claim) return unresolvable(`persistentvolumeclaim "${name}" not found`)
  if (claim.status?.phase === 'Lost')
    return unresolvable(
      `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName}"`,
    )
  if (claim.metadata.deletionTimestamp) return unresolvable(`persistentvolumeclaim "${name}" is being deleted`)
  return undefined
}

const isBound = ({metadata, spec}: PersistentVolumeClaim): boolean =>
  Boolean(spec?.volumeName) && metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined
