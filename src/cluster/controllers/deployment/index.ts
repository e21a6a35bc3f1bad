import {builtin} from '../../../api/builtin-resources.ts'
import type {Deployment, Pod, ReplicaSet} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {claim, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {isEmptySelector, matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {cleanUpHistory} from './history.ts'
import {resolveSets} from './new-set.ts'
import {notePause} from './paused.ts'
import {recreate} from './recreate.ts'
import {isRolling} from './replica-math.ts'
import {rollOut} from './rolling.ts'
import {type Rollout, say} from './rollout.ts'
import {isScalingEvent, scale} from './scale.ts'
import {updateStatus} from './status.ts'

/** Rolls out what Deployments describe, through ReplicaSets. */
export function createDeploymentController(context: ComponentContext): Component {
  const {client, informers} = context
  const deployments = informers.informer<Deployment>(builtin.deployments)
  const sets = informers.informer<ReplicaSet>(builtin.replicaSets)
  const pods = informers.informer<Pod>(builtin.pods)
  indexOwners(sets)
  indexOwners(pods)
  deployments.addIndex('namespace', deployment => [deployment.metadata.namespace ?? ''])
  const objects = createObjectClient(context)

  const deploymentsOf = (set: ReplicaSet): string[] => {
    const owner = controllerOf(set)
    if (owner) return owner.kind === 'Deployment' ? [`${set.metadata.namespace}/${owner.name}`] : []
    return [...deployments.byIndex('namespace', set.metadata.namespace ?? '')]
      .filter(({spec}) => !isEmptySelector(spec?.selector) && matchesSelector(spec?.selector, set.metadata.labels))
      .map(objectKey)
  }

  // Only the end of an old pod matters to a deployment directly: a Recreate rollout waits for it.
  const recreatesAfter = (pod: Pod): string[] => {
    const set = sets.get(`${pod.metadata.namespace}/${controllerOf(pod)?.name}`)
    return set && controllerOf(pod)?.kind === 'ReplicaSet'
      ? deploymentsOf(set).filter(key => deployments.get(key)?.spec?.strategy?.type === 'Recreate')
      : []
  }

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const deployment = deployments.get(key)
    if (!deployment) return
    const podsOf = (set: ReplicaSet): Pod[] => ownedBy(pods, set)
    const rollout: Rollout = {context, objects, deployment, sets: [], podsOf}
    if (isEmptySelector(deployment.spec?.selector)) return refuseEmptySelector(rollout)
    rollout.sets = await claim<ReplicaSet>({
      client,
      objects,
      informer: sets,
      resource: builtin.replicaSets,
      owner: deployment,
      ownerResource: builtin.deployments,
      selector: deployment.spec?.selector,
    })
    if (deployment.metadata.deletionTimestamp) {
      await updateStatus(rollout, await resolveSets(rollout, {create: false}))
      return
    }
    await notePause(rollout)
    const found = await resolveSets(rollout, {create: false})
    if (deployment.spec?.paused || isScalingEvent(deployment, found)) return resize(rollout, found)
    rollout.sets = rollout.sets.map(set => (set.metadata.uid === found.newSet?.metadata.uid ? found.newSet! : set))
    return isRolling(deployment) ? rollOut(rollout) : recreate(rollout)
  }

  return createController(context, {
    name: 'deployment-controller',
    queue: 'deployment',
    watches: [
      watch(deployments, deployment => [objectKey(deployment)]),
      watch(sets, deploymentsOf),
      watch(pods, recreatesAfter),
    ],
    reconcile,
  })
}

/** What a paused deployment still does, and one whose size changed does first. */
async function resize(rollout: Rollout, found: Awaited<ReturnType<typeof resolveSets>>): Promise<undefined> {
  await scale(rollout, found)
  if (rollout.deployment.spec?.paused) await cleanUpHistory(rollout, found.oldSets)
  await updateStatus(rollout, found)
}

async function refuseEmptySelector(rollout: Rollout): Promise<undefined> {
  const {deployment, objects} = rollout
  const message = 'This deployment is selecting all pods. A non-empty selector is required.'
  say(rollout, 'Warning', 'SelectingAll', message)
  const observedGeneration = deployment.metadata.generation
  if ((deployment.status?.observedGeneration ?? 0) < (observedGeneration ?? 0))
    await objects.updateStatus(builtin.deployments, {...deployment, status: {...deployment.status, observedGeneration}})
}
