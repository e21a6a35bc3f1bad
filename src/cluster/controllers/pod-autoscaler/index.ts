import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler, Pod} from '../../../api/kinds.ts'
import {type KubeObject, objectKey, parseApiVersion} from '../../../api/object.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {ResourcePath} from '../../../client/client.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {newCondition, withCondition} from '../condition.ts'
import {errorText} from '../error-text.ts'
import {behaviorOf, limitOf, type Recommendation, type ScaleChange, stabilize} from './behavior.ts'
import {MetricError, type Reading, readMetric} from './metric-reading.ts'

type Scale = KubeObject & {spec: {replicas?: number}; status: {replicas?: number; selector?: string}}
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

  const say = (about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void =>
    events.record(about, {type, reason, message, source})

  const reconcile = async (key: string): Promise<ReconcileResult | undefined> => {
    const hpa = autoscalers.get(key)
    if (!hpa) {
      for (const memory of [recommendations, changes, due]) memory.delete(key)
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
    let status: Status = {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...hpa.status,
      ...(hpa.metadata.generation && {observedGeneration: hpa.metadata.generation}),
    }
    const note = (type: string, state: string, reason: string, message: string): void => {
      const condition = newCondition(type, state, reason, message, now)
      status = {...status, conditions: withCondition(status.conditions, condition)}
    }
    const path = targetPath(hpa)
    let scale: Scale
    try {
      scale = await client.get<Scale>(path)
    } catch (error) {
      const why = errorText(error)
      say(hpa, 'Warning', 'FailedGetScale', why)
      note(
        'AbleToScale',
        'False',
        'FailedGetScale',
        `the HPA controller was unable to get the target's current scale: ${why}`,
      )
      return status
    }
    note('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale")
    const current = scale.spec.replicas ?? 0
    status = {...status, currentReplicas: scale.status.replicas ?? 0}
    const {minReplicas = 1, maxReplicas = 1} = hpa.spec ?? {}
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero'
      note('ScalingActive', 'False', 'ScalingDisabled', message)
      return {...status, desiredReplicas: 0}
    }
    let desired = current
    let why = ''
    if (current > maxReplicas) [desired, why] = [maxReplicas, 'Current number of replicas above Spec.MaxReplicas']
    else if (current < minReplicas) [desired, why] = [minReplicas, 'Current number of replicas below Spec.MinReplicas']
    else {
      const measured = await measure(hpa, scale, current, note)
      if (!measured) return status
      status = {...status, currentMetrics: measured.readings.map(reading => reading.status)}
      const {best} = measured
      why = best.replicas > current ? `${best.name} above target` : 'All metrics below target'
      desired = bound(key, hpa, best.replicas, current, now, note)
    }
    if (desired !== current) {
      await client.update(path, {...scale, spec: {...scale.spec, replicas: desired}})
      say(hpa, 'Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${why}`)
      note(
        'AbleToScale',
        'True',
        'SucceededRescale',
        `the HPA controller was able to update the target scale to ${desired}`,
      )
      changes.set(key, [...(changes.get(key) ?? []), {change: desired - current, time: now}].slice(-50))
      status = {...status, lastScaleTime: timestamp(now)}
    }
    return {...status, desiredReplicas: desired}
  }

  const measure = async (
    hpa: HorizontalPodAutoscaler,
    scale: Scale,
    current: number,
    note: (type: string, state: string, reason: string, message: string) => void,
  ): Promise<{best: Reading; readings: Reading[]} | undefined> => {
    const {selector = ''} = scale.status
    if (!selector) {
      const message = 'selector is required'
      say(hpa, 'Warning', 'SelectorRequired', message)
      note('ScalingActive', 'False', 'InvalidSelector', "the HPA target's scale is missing a selector")
      return undefined
    }
    const readings: Reading[] = []
    const failures: MetricError[] = []
    const metrics = hpa.spec?.metrics ?? []
    for (const metric of metrics) {
      try {
        readings.push(await readMetric(context, hpa.metadata.namespace!, metric, selector, current))
      } catch (error) {
        if (!(error instanceof MetricError)) throw error
        const name = metric.resource?.name ?? metric.containerResource?.name
        failures.push(new MetricError(error.reason, `failed to get ${name} utilization: ${error.message}`))
      }
    }
    const best = readings.reduce<Reading | undefined>((a, b) => (a && a.replicas >= b.replicas ? a : b), undefined)
    const [failure] = failures
    if (failure && (!best || best.replicas <= current)) {
      const resource = metrics[0]?.resource?.name ?? metrics[0]?.containerResource?.name
      say(hpa, 'Warning', failure.reason, failure.message)
      const counts = `invalid metrics (${failures.length} invalid out of ${metrics.length})`
      const message = `${counts}, first error is: failed to get ${resource} resource metric value: ${failure.message}`
      say(hpa, 'Warning', 'FailedComputeMetricsReplicas', message)
      note(
        'ScalingActive',
        'False',
        failure.reason,
        `the HPA was unable to compute the replica count: ${failure.message}`,
      )
      return undefined
    }
    if (!best) return undefined
    const message = `the HPA was able to successfully calculate a replica count from ${best.name}`
    note('ScalingActive', 'True', 'ValidMetricFound', message)
    return {best, readings}
  }

  /** A recommendation within stabilization, policies and limits. */
  const bound = (
    key: string,
    hpa: HorizontalPodAutoscaler,
    recommended: number,
    current: number,
    now: number,
    note: (type: string, state: string, reason: string, message: string) => void,
  ): number => {
    const recent = (recommendations.get(key) ?? [{replicas: current, time: now}]).filter(
      ({time}) => time > now - 3_600_000,
    )
    const steady = stabilize(hpa, recent, recommended, current, now)
    recommendations.set(key, [...recent, {replicas: recommended, time: now}])
    if (steady > recommended)
      note(
        'AbleToScale',
        'True',
        'ScaleDownStabilized',
        'recent recommendations were higher than current one, applying the highest recent recommendation',
      )
    else if (steady < recommended)
      note(
        'AbleToScale',
        'True',
        'ScaleUpStabilized',
        'recent recommendations were lower than current one, applying the lowest recent recommendation',
      )
    else note('AbleToScale', 'True', 'ReadyForNewScale', 'recommended size matches current size')
    const {minReplicas = 1, maxReplicas = 1} = hpa.spec ?? {}
    const {up, down} = behaviorOf(hpa)
    const growing = steady > current
    const reach =
      steady === current ? current : limitOf(growing ? up : down, changes.get(key) ?? [], current, growing, now)
    const paced = growing ? Math.min(steady, reach) : Math.max(steady, reach)
    const limited = (reason: string, message: string, value: number): number => {
      note('ScalingLimited', 'True', reason, message)
      return value
    }
    if (paced > maxReplicas)
      return limited('TooManyReplicas', 'the desired replica count is more than the maximum replica count', maxReplicas)
    if (paced < minReplicas)
      return limited('TooFewReplicas', 'the desired replica count is less than the minimum replica count', minReplicas)
    if (paced !== steady)
      return growing
        ? limited('ScaleUpLimit', 'the desired replica count is increasing faster than the maximum scale rate', paced)
        : limited('ScaleDownLimit', 'the desired replica count is decreasing faster than the maximum scale rate', paced)
    note('ScalingLimited', 'False', 'DesiredWithinRange', 'the desired count is within the acceptable range')
    return paced
  }

  return createController(context, {
    name: source,
    queue: 'horizontalpodautoscaler',
    watches: [watch(autoscalers, hpa => [objectKey(hpa)])],
    reconcile,
  })
}

/** Where the target's size is read and written. */
function targetPath({metadata, spec}: HorizontalPodAutoscaler): ResourcePath {
  const {apiVersion = 'apps/v1', kind, name} = spec!.scaleTargetRef
  const resource = `${kind.toLowerCase()}s`
  return {...parseApiVersion(apiVersion), resource, namespace: metadata.namespace, name, subresource: 'scale'}
}
