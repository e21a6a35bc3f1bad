import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler, Pod} from '../../../api/kinds.ts'
import {type KubeObject, objectKey} from '../../../api/object.ts'
import {parseLabelSelector} from '../../../api/selectors/index.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {ResourcePath} from '../../../client/client.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {newCondition, withCondition} from '../condition.ts'
import {errorText} from '../error-text.ts'
import type {Recommendation, ScaleChange} from './behavior.ts'
import {bound, type Note} from './bound.ts'
import {MetricError, type MetricStatus, type Reading, readMetric} from './read-metric.ts'
import {type Scale, scalePath} from './scale-target.ts'

type Status = NonNullable<HorizontalPodAutoscaler['status']>

const source = 'horizontal-pod-autoscaler'
const period = 15_000

/** Gives what HorizontalPodAutoscalers point at the size that its metrics ask for, every 15 seconds. */
export function createPodAutoscaler(context: ComponentContext): Component {
  const {clock, client, informers, events} = context
  const autoscalers = informers.informer<HorizontalPodAutoscaler>(builtin.horizontalPodAutoscalers)
  const pods = informers.informer<Pod>(builtin.pods)
  pods.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
  const objects = createObjectClient(context)
  const recommendations = new Map<string, Recommendation[]>()
  const changes = new Map<string, ScaleChange[]>()
  const due = new Map<string, number>()
  const selectors = new Map<string, {namespace: string; matches: (labels: Record<string, string>) => boolean}>()

  const say = (about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    events.record(about, {type, reason, message, source})

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const hpa = autoscalers.get(key)
    if (!hpa) {
      for (const memory of [recommendations, changes, due, selectors]) memory.delete(key)
      return
    }
    const now = clock.now()
    const fresh = hpa.status?.conditions === undefined
    const first = fresh ? millisecondsOf(hpa.metadata.creationTimestamp) + period : now
    const next = due.get(key) ?? first
    if (next > now) return {requeueAfter: next - now, background: !fresh}
    due.set(key, now + period)
    const status = await evaluate(key, hpa, now)
    if (!isDeepStrictEqual({...hpa.status}, status))
      await objects.updateStatus<HorizontalPodAutoscaler>(builtin.horizontalPodAutoscalers, {...hpa, status})
    return {requeueAfter: period, background: true}
  }

  const evaluate = async (key: string, hpa: HorizontalPodAutoscaler, now: number): Promise<Status> => {
    let {conditions} = hpa.status ?? {}
    const note: Note = (type, state, reason, message) => {
      conditions = withCondition(conditions, newCondition(type, state, reason, message, now))
    }
    let path: ResourcePath
    let scale: Scale
    try {
      path = await scalePath(client, hpa)
      scale = await client.get<Scale>(path)
    } catch (error) {
      const why = errorText(error)
      say(hpa, 'Warning', 'FailedGetScale', why)
      const message = `the HPA controller was unable to get the target's current scale: ${why}`
      note('AbleToScale', 'False', 'FailedGetScale', message)
      return {currentReplicas: 0, desiredReplicas: 0, ...hpa.status, conditions}
    }
    note('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale")
    const current = scale.spec.replicas ?? 0
    if (!recommendations.has(key)) recommendations.set(key, [{replicas: current, time: now}])
    const statusWith = (desiredReplicas: number, currentMetrics?: MetricStatus[]): Status => ({
      currentReplicas: current,
      desiredReplicas,
      ...(hpa.status?.lastScaleTime && {lastScaleTime: hpa.status.lastScaleTime}),
      ...(currentMetrics && {currentMetrics}),
      conditions,
    })
    const {minReplicas = 1, maxReplicas = 1} = hpa.spec ?? {}
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero'
      note('ScalingActive', 'False', 'ScalingDisabled', message)
      return statusWith(0)
    }
    let desired: number
    let why: string
    let metrics: MetricStatus[] | undefined
    if (current > maxReplicas) [desired, why] = [maxReplicas, 'Current number of replicas above Spec.MaxReplicas']
    else if (current < minReplicas) [desired, why] = [minReplicas, 'Current number of replicas below Spec.MinReplicas']
    else {
      const measured = await measure(key, hpa, scale, note)
      metrics = measured.statuses
      if (!measured.best) {
        say(hpa, 'Warning', 'FailedComputeMetricsReplicas', measured.failure)
        return statusWith(hpa.status?.desiredReplicas ?? 0, metrics)
      }
      why = measured.best.replicas > current ? `${measured.best.name} above target` : 'All metrics below target'
      const recent = recommendations.get(key)!.filter(({time}) => time > now - 3_600_000)
      const recommended = measured.best.replicas
      recommendations.set(key, [...recent, {replicas: recommended, time: now}])
      desired = bound(hpa, {recommended, current, recent, changes: changes.get(key) ?? [], now}, note)
    }
    if (desired === current) return statusWith(current, metrics)
    try {
      await client.update(path, {...scale, spec: {...scale.spec, replicas: desired}})
    } catch (error) {
      const problem = errorText(error)
      say(hpa, 'Warning', 'FailedRescale', `New size: ${desired}; reason: ${why}; error: ${problem}`)
      const message = `the HPA controller was unable to update the target scale: ${problem}`
      note('AbleToScale', 'False', 'FailedUpdateScale', message)
      return statusWith(hpa.status?.desiredReplicas ?? 0, metrics)
    }
    const message = `the HPA controller was able to update the target scale to ${desired}`
    note('AbleToScale', 'True', 'SucceededRescale', message)
    say(hpa, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${why}`)
    changes.set(key, [...(changes.get(key) ?? []), {change: desired - current, time: now}].slice(-50))
    return {...statusWith(desired, metrics), lastScaleTime: timestamp(now)}
  }

  /** What the metrics ask for at most; none if all fail, or if some do while the others would shrink the target. */
  const measure = async (
    key: string,
    hpa: HorizontalPodAutoscaler,
    scale: Scale,
    note: Note,
  ): Promise<{best?: Reading; statuses?: MetricStatus[]; failure: string}> => {
    const namespace = hpa.metadata.namespace!
    const {selector = '', replicas: statusReplicas = 0} = scale.status
    const unfit = (reason: string, message: string, condition = message) => {
      say(hpa, 'Warning', reason === 'InvalidSelector' && !selector ? 'SelectorRequired' : reason, message)
      note('ScalingActive', 'False', reason, condition)
      return {failure: message}
    }
    if (!selector)
      return unfit('InvalidSelector', 'selector is required', "the HPA target's scale is missing a selector")
    const {matches} = parseLabelSelector(selector)
    const selected = [...pods.byIndex('namespace', namespace)].filter(pod => matches(pod.metadata.labels ?? {}))
    selectors.set(key, {namespace, matches})
    const rivals = [...selectors].filter(
      ([, other]) => other.namespace === namespace && selected.some(pod => other.matches(pod.metadata.labels ?? {})),
    )
    if (rivals.length > 1) {
      const names = rivals.map(([name]) => name).join(' ')
      return unfit('AmbiguousSelector', `pods by selector ${selector} are controlled by multiple HPAs: [${names}]`)
    }

    const specReplicas = scale.spec.replicas ?? 0
    const measured = {namespace, labelSelector: selector, pods: selected, specReplicas, statusReplicas}
    const metrics = hpa.spec?.metrics ?? []
    const readings: Reading[] = []
    const failures: MetricError[] = []
    const statuses: MetricStatus[] = []
    for (const metric of metrics) {
      try {
        const reading = await readMetric(client, metric, {...measured, now: clock.now()})
        readings.push(reading)
        statuses.push(reading.status)
      } catch (error) {
        if (!(error instanceof MetricError)) throw error
        say(hpa, 'Warning', error.reason, error.message)
        failures.push(error)
        statuses.push({type: ''})
      }
    }
    const best = readings.reduce<Reading | undefined>((a, b) => (a && a.replicas >= b.replicas ? a : b), undefined)
    const [failure] = failures
    if (best && (!failure || best.replicas >= specReplicas)) {
      const message = `the HPA was able to successfully calculate a replica count from ${best.name}`
      note('ScalingActive', 'True', 'ValidMetricFound', message)
      return {best, statuses, failure: ''}
    }
    const message = `the HPA was unable to compute the replica count: ${failure?.message}`
    note('ScalingActive', 'False', failure?.reason ?? '', message)
    const counts = `invalid metrics (${failures.length} invalid out of ${metrics.length})`
    return {statuses, failure: `${counts}, first error is: ${failure?.summary}`}
  }

  return createController(context, {
    name: source,
    queue: 'horizontalpodautoscaler',
    watches: [watch(autoscalers, hpa => [objectKey(hpa)])],
    reconcile,
  })
}
