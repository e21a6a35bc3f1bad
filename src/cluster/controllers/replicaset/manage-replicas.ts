import type {Pod, ReplicaSet} from '../../../api/kinds.ts'
import {controllerOf} from '../../../api/object.ts'
import {ownedBy} from '../../runtime/controller-ref.ts'
import type {Informer} from '../../runtime/informer.ts'
import {isNamespaceTerminating} from '../error-text.ts'
import {type PodControl, podFromTemplate} from '../pod-control.ts'
import {isPodActive} from '../pod-state.ts'
import {slowStart} from '../slow-start.ts'
import {byDeletionOrder, type Ranked} from './deletion-order.ts'

export interface ManageOptions {
  set: ReplicaSet
  active: readonly Pod[]
  sets: Informer<ReplicaSet>
  pods: Informer<Pod>
  podControl: PodControl
  now: number
}

const burst = 500

/** Makes or deletes pods until there are as many as wanted, at most 500 at once; returns the first error. */
export async function manageReplicas(options: ManageOptions): Promise<unknown> {
  const {set, active, podControl} = options
  const missing = (set.spec?.replicas ?? 1) - active.length
  if (missing > 0) {
    const {error} = await slowStart(Math.min(missing, burst), async () => {
      await podControl.create(set, podFromTemplate(set, set.spec!.template!))
    })
    return isNamespaceTerminating(error) ? undefined : error
  }
  if (missing === 0) return undefined
  const doomed = podsToDelete(options, Math.min(-missing, burst))
  const results = await Promise.allSettled(doomed.map(pod => podControl.delete(set, pod)))
  return results.find(result => result.status === 'rejected')?.reason
}

function podsToDelete({set, active, sets, pods, now}: ManageOptions, count: number): readonly Pod[] {
  if (count >= active.length) return active
  const perNode = new Map<string, number>()
  for (const pod of relatedPods(set, sets, pods)) {
    const node = pod.spec?.nodeName ?? ''
    perNode.set(node, (perNode.get(node) ?? 0) + 1)
  }
  const ranked: Ranked[] = active.map(pod => ({pod, rank: perNode.get(pod.spec?.nodeName ?? '') ?? 0}))
  ranked.sort(byDeletionOrder(now))
  return ranked.slice(0, count).map(({pod}) => pod)
}

/** Active pods of all sets that have the same controller as this one. */
function relatedPods(set: ReplicaSet, sets: Informer<ReplicaSet>, pods: Informer<Pod>): Pod[] {
  const owner = controllerOf(set)
  const siblings = owner ? [...sets.byIndex('controller', owner.uid)] : [set]
  return siblings.flatMap(sibling => ownedBy(pods, sibling)).filter(isPodActive)
}
