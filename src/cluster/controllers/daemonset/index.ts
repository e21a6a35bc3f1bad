import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import {podTemplateHash} from '../../../api/hash.ts'
import type {ControllerRevision, DaemonSet, Node, Pod} from '../../../api/kinds.ts'
import {controllerOf, objectKey} from '../../../api/object.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {claim, indexOwners, ownedBy} from '../../runtime/controller-ref.ts'
import {isEmptySelector, matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {isNamespaceTerminating} from '../error-text.ts'
import {syncHistory, trimHistory} from '../history/controller-revisions.ts'
import {createPodControl} from '../pod-control.ts'
import {nextAvailability} from '../pod-state.ts'
import {slowStart} from '../slow-start.ts'
import {daemonPod} from './daemon-pod.ts'
import {fitOf, targetNode} from './node-fit.ts'
import {hashLabel, planNodes, planRollingUpdate} from './plan.ts'
import {daemonSetStatus} from './status.ts'

const source = 'daemonset-controller'
const burst = 250

/** Of so many nodes, the changes of one turn more are looked at together. */
const nodesPerTurn = 100

/** Runs DaemonSets: a pod on every node that fits. */
export function createDaemonSetController(context: ComponentContext): Component {
  const {clock, client, informers, events} = context
  const sets = informers.informer<DaemonSet>(builtin.daemonSets)
  const pods = informers.informer<Pod>(builtin.pods)
  const nodes = informers.informer<Node>(builtin.nodes)
  const revisions = informers.informer<ControllerRevision>(builtin.controllerRevisions)
  indexOwners(pods)
  indexOwners(revisions)
  sets.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
  const objects = createObjectClient(context)
  const podControl = createPodControl(context, objects, source)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const set = sets.get(key)
    if (!set || set.metadata.deletionTimestamp) return
    const {selector, template} = set.spec!
    if (isEmptySelector(selector)) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.'
      events.record(set, {type: 'Warning', reason: 'SelectingAll', message, source})
      return
    }
    const owned = {client, objects, owner: set, ownerResource: builtin.daemonSets, selector}
    await claim<Pod>({...owned, informer: pods, resource: builtin.pods})
    const history = await syncHistory({
      ...owned,
      informer: revisions,
      template,
      hashLabel,
      hash: ({template}, collisionCount) => podTemplateHash(template, collisionCount),
      collisionCount: set.status?.collisionCount,
    })
    const hash = history.update.metadata.labels![hashLabel]!
    const allNodes = [...nodes.list()].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
    const fits = new Map(allNodes.map(node => [node, fitOf(set, node)]))
    const look = () => ({set, nodes: allNodes, fits, podsOn: podsByNode(set), hash, now: clock.now()})

    let seen = look()
    const plan = planNodes(seen)
    for (const pod of plan.failed) {
      const message = `Found failed daemon pod ${objectKey(pod)} on node ${pod.spec?.nodeName}, will try to kill it`
      events.record(set, {type: 'Warning', reason: 'FailedDaemonPod', message, source})
    }
    const act = async (create: string[], remove: readonly Pod[]): Promise<unknown> => {
      if (create.length + remove.length === 0) return undefined
      const failure = await makeAndDelete(set, hash, create, remove)
      seen = look()
      return failure
    }
    let failure = await act(plan.create, [...plan.remove, ...plan.failed])
    if (failure === undefined && set.spec?.updateStrategy?.type !== 'OnDelete') {
      const update = planRollingUpdate(seen)
      failure = await act(update.create, update.remove)
    }
    const now = clock.now()
    const status = daemonSetStatus({...seen, now, collisionCount: history.collisionCount})
    if (!isDeepStrictEqual({...set.status}, status))
      await objects.updateStatus<DaemonSet>(builtin.daemonSets, {...set, status})
    const mine = podsOf(set)
    const used = new Set(mine.map(pod => `${set.metadata.name}-${pod.metadata.labels?.[hashLabel]}`))
    used.add(history.update.metadata.name!)
    await trimHistory(objects, history.revisions, used, set.spec?.revisionHistoryLimit)
    if (failure !== undefined) throw failure
    const wait = nextAvailability(mine, set.spec?.minReadySeconds ?? 0, now)
    return wait === undefined ? undefined : {requeueAfter: wait}
  }

  const podsOf = (set: DaemonSet): Pod[] =>
    ownedBy(pods, set).filter(pod => matchesSelector(set.spec?.selector, pod.metadata.labels))

  const podsByNode = (set: DaemonSet): Map<string, Pod[]> => {
    const byNode = new Map<string, Pod[]>()
    for (const pod of podsOf(set)) {
      const node = targetNode(pod)
      if (node === undefined) continue
      const there = byNode.get(node)
      if (there) there.push(pod)
      else byNode.set(node, [pod])
    }
    return byNode
  }

  /** Makes and deletes; returns the first error. */
  const makeAndDelete = async (
    set: DaemonSet,
    hash: string,
    create: string[],
    remove: readonly Pod[],
  ): Promise<unknown> => {
    const {error} = await slowStart(Math.min(create.length, burst), async index => {
      await podControl.create(set, daemonPod(set, create[index]!, hash))
    })
    const results = await Promise.allSettled(remove.slice(0, burst).map(pod => podControl.delete(set, pod)))
    if (error !== undefined && !isNamespaceTerminating(error)) return error
    return results.find(result => result.status === 'rejected')?.reason
  }

  const setsOf = (pod: Pod): string[] => {
    const owner = controllerOf(pod)
    if (owner) return owner.kind === 'DaemonSet' ? [`${pod.metadata.namespace}/${owner.name}`] : []
    return [...sets.byIndex('namespace', pod.metadata.namespace ?? '')]
      .filter(set => matchesSelector(set.spec?.selector, pod.metadata.labels))
      .map(objectKey)
  }

  const nodeMatters = (node: Node, old: Node): boolean =>
    !isDeepStrictEqual(node.metadata.labels, old.metadata.labels) || !isDeepStrictEqual(node.spec, old.spec)

  return createController(context, {
    name: source,
    queue: 'daemonset',
    watches: [
      watch(sets, set => [objectKey(set)]),
      watch(pods, setsOf),
      watch(nodes, () => [...sets.list()].map(objectKey), nodeMatters),
      watch(revisions, revision => {
        const owner = controllerOf(revision)
        return owner?.kind === 'DaemonSet' ? [`${revision.metadata.namespace}/${owner.name}`] : []
      }),
    ],
    reconcile,
    gather: () => Math.floor(nodes.size / nodesPerTurn),
  })
}
