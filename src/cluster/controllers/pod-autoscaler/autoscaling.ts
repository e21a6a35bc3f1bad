import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler, Pod} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {ResourcePath} from '../../../client/client.ts'
import {timestamp} from '../../runtime/clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {newCondition, withCondition} from '../condition.ts'
import {errorText} from '../error-text.ts'
import type {Say} from '../say.ts'
import type {Recommendation, ScaleChange} from './behavior.ts'
import {bound, type Note} from './bound.ts'
import {measure} from './measure.ts'
import type {MetricStatus} from './read-metric.ts'
import {type Scale, scalePath} from './scale-target.ts'
import {TargetPods} from './target-pods.ts'

type Status = NonNullable<HorizontalPodAutoscaler['status']>

/** How long a recommendation may count, whatever its autoscaler's stabilization window; milliseconds. */
const memory = 3_600_000
/** How many changes of one target are remembered for its scaling policies. */
const mostChanges = 50

interface Target {
  path: ResourcePath
  scale: Scale
}

/** One look at one autoscaler. */
interface Look {
  now: number
  /** Takes a condition into the status. */
  note: Note
}

/** The size that a target should have, and why; absent where no metric could tell. */
interface Proposal {
  size?: number
  why?: string
  metrics?: MetricStatus[]
}

/** Scales what autoscalers point at. What it recommended and did is in no object: a restart forgets it, as it does in Kubernetes. */
export class Autoscaling {
  private readonly context: ComponentContext
  private readonly say: Say
  private readonly pods: TargetPods
  private readonly recommendations = new Map<string, Recommendation[]>()
  private readonly changes = new Map<string, ScaleChange[]>()

  constructor(context: ComponentContext, say: Say) {
    this.context = context
    this.say = say
    this.pods = new TargetPods(context.informers.informer<Pod>(builtin.pods))
  }

  forget(key: string): void {
    for (const known of [this.recommendations, this.changes, this.pods]) known.delete(key)
  }

  /** Looks at an autoscaler's target and changes its size if need be; the autoscaler's status as it is then. */
  async scale(hpa: HorizontalPodAutoscaler): Promise<Status> {
    const now = this.context.clock.now()
    let {conditions} = hpa.status ?? {}
    const note: Note = (type, state, reason, message) => {
      conditions = withCondition(conditions, newCondition(type, state, reason, message, now))
    }
    const target = await this.findTarget(hpa, note)
    if (!target) return {currentReplicas: 0, desiredReplicas: 0, ...hpa.status, conditions}
    const {desired, metrics, scaled} = await this.resize(hpa, target, {now, note})
    const lastScaleTime = scaled ? timestamp(now) : hpa.status?.lastScaleTime
    return {
      currentReplicas: target.scale.spec.replicas ?? 0,
      desiredReplicas: desired,
      ...(lastScaleTime && {lastScaleTime}),
      ...(metrics && {currentMetrics: metrics}),
      conditions,
    }
  }

  private async findTarget(hpa: HorizontalPodAutoscaler, note: Note): Promise<Target | undefined> {
    const {client} = this.context
    try {
      const path = await scalePath(client, hpa)
      const scale = await client.get<Scale>(path)
      note('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale")
      return {path, scale}
    } catch (error) {
      const why = errorText(error)
      this.say(hpa, 'Warning', 'FailedGetScale', why)
      const message = `the HPA controller was unable to get the target's current scale: ${why}`
      note('AbleToScale', 'False', 'FailedGetScale', message)
      return undefined
    }
  }

  private async resize(
    hpa: HorizontalPodAutoscaler,
    {path, scale}: Target,
    look: Look,
  ): Promise<{desired: number; metrics?: MetricStatus[]; scaled?: boolean}> {
    const {now, note} = look
    const current = scale.spec.replicas ?? 0
    const before = hpa.status?.desiredReplicas ?? 0
    const {size, why, metrics} = await this.propose(hpa, scale, look)
    if (size === undefined || size === current) return {desired: size ?? before, metrics}
    try {
      await this.context.client.update(path, {...scale, spec: {...scale.spec, replicas: size}})
    } catch (error) {
      const problem = errorText(error)
      this.say(hpa, 'Warning', 'FailedRescale', `New size: ${size}; reason: ${why}; error: ${problem}`)
      const message = `the HPA controller was unable to update the target scale: ${problem}`
      note('AbleToScale', 'False', 'FailedUpdateScale', message)
      return {desired: before, metrics}
    }
    const message = `the HPA controller was able to update the target scale to ${size}`
    note('AbleToScale', 'True', 'SucceededRescale', message)
    this.say(hpa, 'Normal', 'SuccessfulRescale', `New size: ${size}; reason: ${why}`)
    const key = objectKey(hpa)
    this.changes.set(key, [...(this.changes.get(key) ?? []), {change: size - current, time: now}].slice(-mostChanges))
    return {desired: size, metrics, scaled: true}
  }

  /** The size by the autoscaler's limits, else by what is measured. */
  private async propose(hpa: HorizontalPodAutoscaler, scale: Scale, {now, note}: Look): Promise<Proposal> {
    const key = objectKey(hpa)
    const current = scale.spec.replicas ?? 0
    if (!this.recommendations.has(key)) this.recommendations.set(key, [{replicas: current, time: now}])
    const {minReplicas = 1, maxReplicas = 1} = hpa.spec ?? {}
    if (current === 0 && minReplicas !== 0) {
      const message = 'scaling is disabled since the replica count of the target is zero'
      note('ScalingActive', 'False', 'ScalingDisabled', message)
      return {size: 0}
    }
    if (current > maxReplicas) return {size: maxReplicas, why: 'Current number of replicas above Spec.MaxReplicas'}
    if (current < minReplicas) return {size: minReplicas, why: 'Current number of replicas below Spec.MinReplicas'}
    const {client} = this.context
    const {
      best,
      statuses: metrics,
      failure,
    } = await measure(hpa, scale, {client, pods: this.pods, say: this.say, now, note})
    if (!best) {
      this.say(hpa, 'Warning', 'FailedComputeMetricsReplicas', failure)
      return {metrics}
    }
    const recommended = best.replicas
    const recent = this.recommendations.get(key)!.filter(({time}) => time > now - memory)
    this.recommendations.set(key, [...recent, {replicas: recommended, time: now}])
    return {
      size: bound(hpa, {recommended, current, recent, changes: this.changes.get(key) ?? [], now}, note),
      why: recommended > current ? `${best.name} above target` : 'All metrics below target',
      metrics,
    }
  }
}
