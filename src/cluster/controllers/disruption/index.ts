import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {Deployment, Pod, PodDisruptionBudget, ReplicaSet, StatefulSet} from '../../../api/kinds.ts'
import {type KubeObject, objectKey} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {goLabelSelector} from '../../../api/selectors/go-label-selector.ts'
import {isConflict} from '../../../api/status-error.ts'
import {millisecondsOf} from '../../../api/time.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {matchesSelector} from '../../runtime/label-selector.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {findCondition, withCondition} from '../condition.ts'
import {errorText} from '../error-text.ts'
import {isPodReady} from '../pod-state.ts'
import {expectation} from './expected-pods.ts'

const name = 'disruption-controller'
const source = 'controllermanager'
/** How long an eviction may take before it no longer counts as under way. */
const evictionTimeout = 120_000

/** Keeps the status of PodDisruptionBudgets: how many pods may go right now. */
export function createDisruptionController(context: ComponentContext): Component {
  const {clock, informers, events} = context
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
    if (matching.length === 0) record(budget, 'Normal', 'NoPods', 'No matching pods found')
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
      record(budget, 'Warning', 'CalculateExpectedPodCountFailed', message)
      throw error
    })
    if (unmanaged) record(budget, 'Warning', 'UnmanagedPods', unmanagedPods(budget))
    const {disrupted, requeueAfter} = stillDisrupted(budget, matching)
    const healthy = matching.filter(
      pod => !pod.metadata.deletionTimestamp && !disrupted[pod.metadata.name!] && isPodReady(pod),
    ).length
    await write(budget, {expected, desiredHealthy, healthy, disrupted})
    return requeueAfter === undefined ? undefined : {requeueAfter}
  }

  const record = (about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    events.record(about, {type, reason, message, source})

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
      } else record(pod, 'Warning', 'NotDeleted', "Pod was expected by PDB to be deleted but it wasn't")
    }
    return {disrupted, requeueAfter: waits.length > 0 ? Math.min(...waits) : undefined}
  }

  const write = async (
    budget: PodDisruptionBudget,
    counts: {expected: number; desiredHealthy: number; healthy: number; disrupted: Record<string, string>},
  ): Promise<void> => {
    const {expected, desiredHealthy, healthy, disrupted} = counts
    const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desiredHealthy)
    const reason = allowed > 0 ? 'SufficientPods' : 'InsufficientPods'
    const {conditions} = budget.status ?? {}
    const known = findCondition(conditions, 'DisruptionAllowed')
    const generation = budget.metadata.generation ?? 0
    const current = known?.reason === reason && known.observedGeneration === generation
    const status = {
      conditions: current ? conditions : withCondition(conditions, condition(allowed > 0, reason, '', generation)),
      currentHealthy: healthy,
      desiredHealthy,
      disruptionsAllowed: allowed,
      expectedPods: expected,
      observedGeneration: generation,
      ...(Object.keys(disrupted).length > 0 && {disruptedPods: disrupted}),
    }
    if (!isDeepStrictEqual({...budget.status}, status))
      await objects.updateStatus(builtin.podDisruptionBudgets, {...budget, status})
  }

  const fail = async (budget: PodDisruptionBudget, why: string): Promise<void> => {
    const {conditions} = budget.status ?? {}
    const known = findCondition(conditions, 'DisruptionAllowed')
    if (known?.reason === 'SyncFailed' && known.message === why && budget.status?.disruptionsAllowed === 0) return
    const status = {
      currentHealthy: 0,
      desiredHealthy: 0,
      expectedPods: 0,
      ...budget.status,
      conditions: withCondition(
        conditions,
        condition(false, 'SyncFailed', why, budget.status?.observedGeneration ?? 0),
      ),
      disruptionsAllowed: 0,
    }
    await objects.updateStatus(builtin.podDisruptionBudgets, {...budget, status})
  }

  const condition = (allowed: boolean, reason: string, message: string, observedGeneration: number) => ({
    type: 'DisruptionAllowed',
    status: allowed ? 'True' : 'False',
    observedGeneration,
    lastTransitionTime: timestamp(clock.now()),
    reason,
    message,
  })

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
