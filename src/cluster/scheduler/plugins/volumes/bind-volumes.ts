import {builtin} from '../../../../api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim} from '../../../../api/kinds.ts'
import type {Informer} from '../../../runtime/informer.ts'
import {createObjectClient} from '../../../runtime/object-client.ts'
import {annotations, isReservedFor} from '../../../runtime/volume-match.ts'
import type {PluginContext} from '../index.ts'
import type {PlacedVolumes} from './place-volumes.ts'
import {isBound} from './pod-volume-claims.ts'
import {withClaim} from './volume-sources.ts'

/** How long claims may take to be bound; VolumeBindingArgs' bindTimeoutSeconds. */
const longestBinding = 600_000

/** Reserves volumes for their claims, tells provisioners of the others the node, and waits until all are bound. */
export function createVolumeBinder(context: PluginContext, claims: Informer<PersistentVolumeClaim>) {
  const {activity, clock} = context
  const objects = createObjectClient(context)

  const reserve = async ({volume, claim}: PlacedVolumes['bindings'][number]): Promise<void> => {
    if (isReservedFor(volume, claim) && volume.spec?.claimRef?.uid) return
    const {metadata} = volume
    const chosen = {
      ...metadata.annotations,
      ...(!isReservedFor(volume, claim) && {[annotations.boundByController]: 'yes'}),
    }
    const bound = withClaim({...volume, metadata: {...metadata, annotations: chosen}}, claim)
    await objects.update<PersistentVolume>(builtin.persistentVolumes, bound)
  }

  const select = async (claim: PersistentVolumeClaim, nodeName: string): Promise<void> => {
    const body = {metadata: {annotations: {[annotations.selectedNode]: nodeName}}}
    await objects.patch(builtin.persistentVolumeClaims, claim, {type: 'merge', body})
  }

  /** Resolves when the volume controller has bound the claim; waiting is nobody's work. */
  const untilBound = (claim: PersistentVolumeClaim, selectedNode: string | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (failure?: string): void => {
        timer.cancel()
        queueMicrotask(() => detach())
        if (failure === undefined) resolve()
        else reject(new Error(`binding volumes: ${failure}`))
      }
      const check = (current: PersistentVolumeClaim): void => {
        const {uid, name, annotations: notes} = current.metadata
        if (uid !== claim.metadata.uid) return
        if (isBound(current)) end()
        else if (selectedNode !== undefined && notes?.[annotations.selectedNode] !== selectedNode)
          end(`provisioning failed for PVC "${name}"`)
      }
      const timer = clock.after(longestBinding, () => end('context deadline exceeded'))
      const {namespace, name, uid} = claim.metadata
      const gone = `failed to check binding: could not find v1.PersistentVolumeClaim "${namespace}/${name}"`
      const detach = claims.onChange({
        added: check,
        updated: check,
        deleted: ({metadata}) => metadata.uid === uid && end(gone),
      })
    })

  return async ({bindings, provisions}: PlacedVolumes, nodeName: string): Promise<void> => {
    await activity.during(Promise.all([...bindings.map(reserve), ...provisions.map(claim => select(claim, nodeName))]))
    await Promise.all([
      ...bindings.map(({claim}) => untilBound(claim, undefined)),
      ...provisions.map(claim => untilBound(claim, nodeName)),
    ])
  }
}
