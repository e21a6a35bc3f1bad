import {builtin} from '../../../api/builtin-resources.ts'
import type {HorizontalPodAutoscaler, Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {formatQuantity, milliQuantityOf, milliValue} from '../../../api/quantity.ts'
import {parseLabelSelector} from '../../../api/selectors/index.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {errorText} from '../error-text.ts'
import {isPodActive, isPodReady} from '../pod-state.ts'

type MetricSpec = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number]
type MetricStatus = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['currentMetrics']>[number]
type PodMetrics = KubeObject & {containers: {name: string; usage: Record<string, string>}[]}

/** What one metric says. */
export interface Reading {
  replicas: number
  /** `cpu resource utilization (percentage of request)`. */
  name: string
  status: MetricStatus
}

/** Why a metric could not be read, as the condition says it. */
export class MetricError extends Error {
  readonly reason: string

  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/** How far usage may be off its target without consequence. */
const tolerance = 0.1

/** How many replicas a metric asks for. */
export async function readMetric(
  context: ComponentContext,
  namespace: string,
  spec: MetricSpec,
  selector: string,
  current: number,
): Promise<Reading> {
  const source = spec.resource ?? spec.containerResource
  if (!source)
    throw new MetricError(`FailedGet${spec.type}Metric`, `unable to get metric: no custom metrics API registered`)
  const {name, target} = source
  const container = spec.containerResource?.container
  const reason = container ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric'
  const matches = parseLabelSelector(selector)
  const pods = [...context.informers.informer<Pod>(builtin.pods).byIndex('namespace', namespace)].filter(
    pod => isPodActive(pod) && matches.matches(pod.metadata.labels ?? {}),
  )
  const usage = await usageOf(context, namespace, selector, name, container).catch(error => {
    throw new MetricError(reason, `unable to get metrics for resource ${name}: ${errorText(error)}`)
  })
  const measured = pods.filter(pod => usage.has(pod.metadata.name!))
  if (measured.length === 0)
    throw new MetricError(
      reason,
      `unable to get metrics for resource ${name}: no metrics returned from resource metrics API`,
    )
  const used = measured.reduce((total, pod) => total + usage.get(pod.metadata.name!)!, 0)
  const average = used / measured.length
  const value = formatQuantity(milliQuantityOf(Math.round(average)))
  if (target.averageUtilization === undefined) {
    const wanted = milliValue(target.averageValue ?? '0')
    const replicas = replicasFor(used / (wanted * measured.length), measured.length, pods, current)
    return {replicas, name: `${name} resource`, status: statusOf(spec, {averageValue: value})}
  }
  const requested = measured.reduce((total, pod) => total + requestOf(pod, name, container, reason), 0)
  const utilization = Math.floor((used * 100) / requested)
  const replicas = replicasFor(utilization / target.averageUtilization, measured.length, pods, current)
  const label = container ? `${name} container resource` : `${name} resource`
  return {
    replicas,
    name: `${label} utilization (percentage of request)`,
    status: statusOf(spec, {averageUtilization: utilization, averageValue: value}),
  }
}

/** Pods that are not ready yet use nothing when growing; those not measured count as on target when shrinking. */
function replicasFor(ratio: number, measured: number, pods: readonly Pod[], current: number): number {
  if (Math.abs(1 - ratio) <= tolerance) return current
  const ready = pods.filter(isPodReady).length
  if (ready === pods.length && measured === pods.length) return Math.ceil(ratio * measured)
  const rebased =
    ratio > 1 ? (ratio * measured) / pods.length : (ratio * measured + (pods.length - measured)) / pods.length
  if (Math.abs(1 - rebased) <= tolerance || rebased > 1 !== ratio > 1) return current
  const wanted = Math.ceil(rebased * pods.length)
  return (ratio > 1 && wanted < current) || (ratio < 1 && wanted > current) ? current : wanted
}

async function usageOf(
  {client}: ComponentContext,
  namespace: string,
  labelSelector: string,
  resource: string,
  container: string | undefined,
): Promise<Map<string, number>> {
  const path = {group: 'metrics.k8s.io', version: 'v1beta1', resource: 'pods', namespace}
  const {items} = await client.list<PodMetrics>(path, {labelSelector})
  return new Map(
    items.map(({metadata, containers}) => [
      metadata.name!,
      containers
        .filter(({name}) => !container || name === container)
        .reduce((total, {usage}) => total + milliValue(usage[resource] ?? '0'), 0),
    ]),
  )
}

function requestOf({metadata, spec}: Pod, resource: string, container: string | undefined, reason: string): number {
  let total = 0
  for (const {name, resources} of spec?.containers ?? []) {
    if (container && name !== container) continue
    const request = resources?.requests?.[resource]
    if (request === undefined)
      throw new MetricError(reason, `missing request for ${resource} in container ${name} of Pod ${metadata.name}`)
    total += milliValue(request)
  }
  return total
}

const statusOf = (spec: MetricSpec, current: {averageValue: string; averageUtilization?: number}): MetricStatus =>
  spec.containerResource
    ? {
        type: spec.type,
        containerResource: {name: spec.containerResource.name, container: spec.containerResource.container, current},
      }
    : {type: spec.type, resource: {name: spec.resource!.name, current}}
