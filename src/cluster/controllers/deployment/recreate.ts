import type {ReplicaSet} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import type {ReconcileResult} from '../../runtime/controller.ts'
import {cleanUpHistory} from './history.ts'
import {resolveSets} from './new-set.ts'
import {updateRolloutStatus} from './progress.ts'
import {activeSets, specReplicas, sum, wantedReplicas} from './replica-math.ts'
import type {Rollout, Sets} from './rollout.ts'
import {scaleSet} from './scale.ts'
import {isComplete} from './status.ts'

/** One step of a Recreate rollout: first every old pod goes, then the new set comes whole. */
export async function recreate(rollout: Rollout): Promise<ReconcileResult | undefined> {
  let sets = await resolveSets(rollout, {create: false})
  if (activeSets(sets.oldSets).length > 0) {
    const oldSets: ReplicaSet[] = []
    for (const set of sets.oldSets) oldSets.push(specReplicas(set) > 0 ? await scaleSet(rollout, set, 0) : set)
    return updateRolloutStatus(rollout, {...sets, oldSets})
  }
  if (oldPodsRun(rollout, sets)) return updateRolloutStatus(rollout, sets)
  if (!sets.newSet) sets = await resolveSets(rollout, {create: true})
  const newSet = await scaleSet(rollout, sets.newSet!, wantedReplicas(rollout.deployment))
  sets = {...sets, newSet}
  if (isComplete(rollout.deployment, rollout.deployment.status ?? {})) await cleanUpHistory(rollout, sets.oldSets)
  return updateRolloutStatus(rollout, sets)
}

const oldPodsRun = ({podsOf}: Rollout, {oldSets}: Sets): boolean =>
  sum(oldSets, set => set.status?.replicas) > 0 || oldSets.some(set => podsOf(set).some(pod => !isPodFinished(pod)))
