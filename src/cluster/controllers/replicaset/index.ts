import {builtin} from '../../../api/builtin-resources.ts'
import type {Pod, ReplicaSet} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {claim, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {createPodControl} from '../pod-control.ts'
import {isPodActive, nextAvailability} from '../pod-state.ts'
import {manageReplicas} from './manage-replicas.ts'
import {type ReplicaKind, replicaSetKind, replicationControllerKind} from './replica-kind.ts'
import {isSameStatus, replicaSetStatus} from './status.ts'

/** Keeps as many pods as a ReplicaSet asks for. */
export const createReplicaSetController = (context: ComponentContext): Component => create(context, replicaSetKind)

/** Keeps as many pods as a ReplicationController asks for. */
export const createReplicationController = (context: ComponentContext): Component =>
  create(context, replicationControllerKind)

function create(context: ComponentContext, kind: ReplicaKind): Component {
  const {clock, client, informers} = context
  const sets = informers.informer<ReplicaSet>(kind.resource)
  const pods = informers.informer<Pod>(builtin.pods)
  indexOwners(pods)
  indexOwners(sets)
  sets.addIndex('namespace', set => [set.metadata.namespace ?? ''])
  const objects = createObjectClient(context)
  const podControl = createPodControl(context, objects, kind.source)

  const setsOf = (pod: Pod): string[] => {
    const owner = controllerOf(pod)
    if (owner) return owner.kind === kind.kind ? [`${pod.metadata.namespace}/${owner.name}`] : []
    return [...sets.byIndex('namespace', pod.metadata.namespace ?? '')]
      .filter(set => matchesSelector(kind.selectorOf(set), pod.metadata.labels))
      .map(objectKey)
  }

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const set = sets.get(key)
    if (!set) return
    const selector = kind.selectorOf(set)
    const claimed = await claim<Pod>({
      client,
      objects,
      informer: pods,
      resource: builtin.pods,
      owner: set,
      ownerResource: kind.resource,
      selector,
      adoptable: isPodActive,
    })
    const before = claimed.filter(isPodActive)
    const error = set.metadata.deletionTimestamp
      ? undefined
      : await manageReplicas({set, active: before, sets, pods, podControl, now: clock.now()})
    const active = ownedBy(pods, set).filter(pod => isPodActive(pod) && matchesSelector(selector, pod.metadata.labels))
    const now = clock.now()
    const status = replicaSetStatus(set, active, error, now)
    if (!isSameStatus(set, status)) await objects.updateStatus<ReplicaSet>(kind.resource, {...set, status})
    if (error !== undefined) throw error
    const wait = nextAvailability(active, set.spec?.minReadySeconds ?? 0, now)
    return wait === undefined ? undefined : {requeueAfter: wait}
  }

  return createController(context, {
    name: kind.source,
    queue: kind.queue,
    watches: [watch(sets, set => [objectKey(set)]), watch(pods, setsOf)],
    reconcile,
  })
}
