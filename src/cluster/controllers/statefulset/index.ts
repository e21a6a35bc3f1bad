import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import {controllerRevisionHash} from '../../../api/hash.ts'
import type {ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {claim, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {syncHistory, trimHistory} from '../history/controller-revisions.ts'
import {nextAvailability} from '../pod-state.ts'
import {ordinalOf, revisionOf} from './identity.ts'
import {PodSteps} from './pod-steps.ts'
import {statefulSetStatus} from './status.ts'
import {updatePods} from './update-pods.ts'

/** Runs StatefulSets: pods with names, claims and an order of their own. */
export function createStatefulSetController(context: ComponentContext): Component {
  const {clock, client, informers} = context
  const sets = informers.informer<StatefulSet>(builtin.statefulSets)
  const pods = informers.informer<Pod>(builtin.pods)
  const revisions = informers.informer<ControllerRevision>(builtin.controllerRevisions)
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  indexOwners(pods)
  indexOwners(revisions)
  sets.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
  const objects = createObjectClient(context)
  const steps = new PodSteps(context, objects)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const set = sets.get(key)
    if (!set) return
    const {selector, template} = set.spec!
    const owned = {client, objects, owner: set, ownerResource: builtin.statefulSets, selector}
    const mine = await claim<Pod>({
      ...owned,
      informer: pods,
      resource: builtin.pods,
      adoptable: pod => ordinalOf(set, pod) >= 0,
    })
    if (set.metadata.deletionTimestamp) return
    const history = await syncHistory({
      ...owned,
      informer: revisions,
      template,
      hashLabel: 'controller.kubernetes.io/hash',
      hash: ({data}, collisionCount) => controllerRevisionHash(data, collisionCount),
      collisionCount: set.status?.collisionCount,
    })
    const {update, collisionCount} = history
    const current = history.revisions.find(({metadata}) => metadata.name === set.status?.currentRevision) ?? update
    let failure: unknown
    try {
      await updatePods({set, pods: mine, current, update, steps, now: clock.now()})
    } catch (error) {
      failure = error
    }
    const now = clock.now()
    const after = ownedBy(pods, set).filter(pod => matchesSelector(selector, pod.metadata.labels))
    const status = statefulSetStatus({set, pods: after, current, update, collisionCount, now})
    if (!isDeepStrictEqual({...set.status}, status))
      await objects.updateStatus<StatefulSet>(builtin.statefulSets, {...set, status})
    const live = new Set([current.metadata.name!, update.metadata.name!, ...after.map(pod => revisionOf(pod) ?? '')])
    await trimHistory(objects, history.revisions, live, set.spec?.revisionHistoryLimit)
    if (failure !== undefined) throw failure
    const wait = nextAvailability(after, set.spec?.minReadySeconds ?? 0, now)
    return wait === undefined ? undefined : {requeueAfter: wait}
  }

  const setsOf = (pod: Pod): string[] => {
    const owner = controllerOf(pod)
    if (owner) return owner.kind === 'StatefulSet' ? [`${pod.metadata.namespace}/${owner.name}`] : []
    return [...sets.byIndex('namespace', pod.metadata.namespace ?? '')]
      .filter(set => matchesSelector(set.spec?.selector, pod.metadata.labels))
      .map(objectKey)
  }

  return createController(context, {
    name: 'statefulset-controller',
    queue: 'statefulset',
    watches: [
      watch(sets, set => [objectKey(set)]),
      watch(pods, setsOf),
      watch(revisions, revision => {
        const owner = controllerOf(revision)
        return owner?.kind === 'StatefulSet' ? [`${revision.metadata.namespace}/${owner.name}`] : []
      }),
      {informer: claims, attach: () => () => {}},
    ],
    reconcile,
  })
}
