import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Deployment, Pod, PodDisruptionBudget, ReplicaSet, StatefulSet} from '../../../api/kinds.ts'
import {type KubeObject, objectKey} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {goLabelSelector} from '../../../api/selectors/go-label-selector.ts'
import {isConflict} from '../../../api/status-error.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {errorText} from '../error-text.ts'
import {isPodReady} from '../pod-state.ts'
import {sayAs} from '../say.ts'
import {countedStatus, failedStatus} from './budget-status.ts'
import {expectation} from './expected-pods.ts'

const name = 'disruption-controller'
/** How long an eviction may take before it no longer counts as under way; milliseconds. */
const evictionTimeout = 120_000

/** Keeps the status of PodDisruptionBudgets: how many pods may go right now. */
export function createDisruptionController(context: ComponentContext): Component {
  const {clock, informers} = context
  const say = sayAs('controllermanager', context)
  const log = context.log.named(name)
  const budgets = informers.informer<PodDisruptionBudget>(builtin.podDisruptionBudgets)
  const pods = informers.informer<Pod>(builtin.pods)
  const deployments = informers.informer<Deployment>(builtin.deployments)
  const replicaSets = informers.informer<ReplicaSet>(builtin.replicaSets)
  const statefulSets = informers.informer<StatefulSet>(builtin.statefulSets)
  const inNamespace = ({metadata}: KubeObject): string[] => [metadata.namespace ?? '']
  budgets.addIndex('namespace', inNamespace)
  pods.addIndex('namespace', inNamespace)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const budget = budgets.get(key)
    if (!budget) return
    const matching = [...pods.byIndex('namespace', budget.metadata.namespace ?? '')].filter(
      pod => !isPodFinished(pod) && matchesSelector(budget.spec?.selector, pod.metadata.labels),
    )
    if (matching.length === 0) say(budget, 'Normal', 'NoPods', 'No matching pods found')
    try {
      return await keepStatus(budget, matching)
    } catch (error) {
      if (isConflict(error)) throw error
      log.error('Failed to sync PDB', {podDisruptionBudget: key, error: errorText(error)})
      await fail(budget, errorText(error))
      return undefined
    }
  }

  const keepStatus = async (budget: PodDisruptionBudget, matching: Pod[]): Promise<ReconcileResult | undefined> => {
    const {expected, desiredHealthy, unmanaged} = await expectation(context, budget, matching).catch(error => {
      const message = `Failed to calculate the number of expected pods: ${errorText(error)}`
      say(budget, 'Warning', 'CalculateExpectedPodCountFailed', message)
      throw error
    })
    if (unmanaged) say(budget, 'Warning', 'UnmanagedPods', unmanagedPods(budget))
    const {disrupted, requeueAfter} = stillDisrupted(budget, matching)
    const healthy = matching.filter(
      pod => !pod.metadata.deletionTimestamp && !disrupted[pod.metadata.name!] && isPodReady(pod),
    ).length
    const status = countedStatus(budget, {expected, desiredHealthy, healthy, disrupted}, clock.now())
    if (!isDeepStrictEqual({...budget.status}, status))
      await objects.updateStatus(builtin.podDisruptionBudgets, {...budget, status})
    return requeueAfter === undefined ? undefined : {requeueAfter}
  }

  /** Evictions that are under way still, and when the first of them will have taken too long. */
  const stillDisrupted = ({status}: PodDisruptionBudget, matching: readonly Pod[]) => {
    const now = clock.now()
    const waits: number[] = []
    const disrupted: Record<string, string> = {}
    for (const pod of matching) {
      const since = status?.disruptedPods?.[pod.metadata.name!]
      if (since === undefined || pod.metadata.deletionTimestamp) continue
      const left = millisecondsOf(since) + evictionTimeout - now
      if (left > 0) {
        disrupted[pod.metadata.name!] = since
        waits.push(left)
      } else say(pod, 'Warning', 'NotDeleted', "Pod was expected by PDB to be deleted but it wasn't")
    }
    return {disrupted, requeueAfter: waits.length > 0 ? Math.min(...waits) : undefined}
  }

  const fail = async (budget: PodDisruptionBudget, why: string): Promise<void> => {
    const status = failedStatus(budget, why, clock.now())
    if (status) await objects.updateStatus(builtin.podDisruptionBudgets, {...budget, status})
  }

  const budgetsOf = (pod: Pod): string[] =>
    [...budgets.byIndex('namespace', pod.metadata.namespace ?? '')]
      .filter(budget => matchesSelector(budget.spec?.selector, pod.metadata.labels))
      .map(objectKey)

  const budgetsNear = ({metadata}: KubeObject): string[] =>
    [...budgets.byIndex('namespace', metadata.namespace ?? '')].map(objectKey)

  const resized = (object: {spec?: {replicas?: number}}, old: {spec?: {replicas?: number}}): boolean =>
    object.spec?.replicas !== old.spec?.replicas

  return createController(context, {
    name,
    queue: 'disruption',
    watches: [
      watch(budgets, budget => [objectKey(budget)]),
      watch(pods, budgetsOf),
      watch(deployments, budgetsNear, resized),
      watch(replicaSets, budgetsNear, resized),
      watch(statefulSets, budgetsNear, resized),
    ],
    reconcile,
  })
}

/** The event's words about pods that nothing controls. */
const unmanagedPods = ({spec}: PodDisruptionBudget): string =>
  `Pods selected by this PodDisruptionBudget (selector: ${goLabelSelector(spec?.selector ?? {})}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`
