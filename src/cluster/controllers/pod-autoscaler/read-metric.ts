import type {HorizontalPodAutoscaler, LabelSelector, Pod} from '../../../api/kinds.ts'
import {formatQuantity, milliQuantityOf, milliValue} from '../../../api/quantity.ts'
import {goLabelSelector} from '../../../api/selectors/go-label-selector.ts'
import {labelSelectorMatcher} from '../../../api/selectors/index.ts'
import type {Client} from '../../../client/client.ts'
import {errorText} from '../error-text.ts'
import {externalMetric, objectMetric, podsMetric, resourceMetrics} from './metrics-apis.ts'
import {
  isOnTarget,
  type Proposal,
  replicasForRatio,
  replicasForUsage,
  replicasForUtilization,
} from './replica-calculator.ts'

type MetricSpec = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number]
export type MetricStatus = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['currentMetrics']>[number]

/** What one metric says. */
export interface Reading {
  replicas: number
  /** `cpu resource utilization (percentage of request)`. */
  name: string
  status: MetricStatus
}

/** Why a metric could not be read: a reason and a message for the event and the condition, and what the sum of failures says. */
export class MetricError extends Error {
  readonly reason: string
  readonly summary: string

  constructor(reason: string, message: string, what: string) {
    super(message)
    this.reason = reason
    this.summary = `failed to get ${what}: ${message}`
  }
}

/** What is measured: the pods of a target, and how many it has and should have. */
export interface Measured {
  namespace: string
  labelSelector: string
  pods: readonly Pod[]
  specReplicas: number
  statusReplicas: number
  now: number
}

/** How many replicas a metric asks for; throws a MetricError. */
export function readMetric(client: Client, spec: MetricSpec, measured: Measured): Promise<Reading> {
  const {resource, containerResource, pods, object, external} = spec
  if (resource)
    return read('FailedGetResourceMetric', `${resource.name} resource metric value`, async () => {
      const {status, ...proposal} = await readResource(client, resource, measured)
      return {...proposal, status: {type: spec.type, resource: {name: resource.name, current: status}}}
    })
  if (containerResource)
    return read(
      'FailedGetContainerResourceMetric',
      `${containerResource.container} container metric value`,
      async () => {
        const {status, ...proposal} = await readResource(client, containerResource, measured)
        const {name, container} = containerResource
        return {...proposal, status: {type: spec.type, containerResource: {name, container, current: status}}}
      },
    )
  if (pods) return read('FailedGetPodsMetric', 'pods metric value', () => readPods(client, pods, measured))
  if (object) {
    const of = object.target.type === 'Value' ? '' : `: failed to get ${object.metric.name} object metric`
    return read('FailedGetObjectMetric', `object metric value${of}`, () => readObject(client, object, measured))
  }
  const {metric, target} = external!
  const of = target.averageValue ? `${metric.name} external metric` : `external metric ${metric.name}`
  return read('FailedGetExternalMetric', `${metric.name} external metric value: failed to get ${of}`, () =>
    readExternal(client, external!, measured),
  )
}

async function read(reason: string, what: string, reading: () => Promise<Reading>): Promise<Reading> {
  try {
    return await reading()
  } catch (error) {
    throw new MetricError(reason, errorText(error), what)
  }
}

async function readResource(
  client: Client,
  {name, container, target}: {name: string; container?: string; target: NonNullable<MetricSpec['resource']>['target']},
  {pods, specReplicas, now, ...of}: Measured,
) {
  const utilization = target.averageValue === undefined
  const metrics = resourceMetrics(client, {...of, resource: name, container})
  const options = {resource: name, current: specReplicas, now}
  const proposal: Proposal = await metrics
    .catch(prefixed(`unable to get metrics for resource ${name}`))
    .then(values =>
      utilization
        ? replicasForUtilization(pods, values, {...options, container, target: target.averageUtilization!})
        : replicasForUsage(pods, values, {...options, target: milliValue(target.averageValue!)}),
    )
    .catch(prefixed(`failed to get ${name} ${utilization ? 'utilization' : 'usage'}`))
  const averageValue = formatQuantity(milliQuantityOf(proposal.usage, name === 'memory' ? 'BinarySI' : 'DecimalSI'))
  const label = container ? `${name} container resource` : `${name} resource`
  return utilization
    ? {
        replicas: proposal.replicas,
        name: `${label} utilization (percentage of request)`,
        status: {averageUtilization: proposal.utilization!, averageValue},
      }
    : {replicas: proposal.replicas, name: `${name} resource`, status: {averageValue}}
}

async function readPods(
  client: Client,
  {metric, target}: NonNullable<MetricSpec['pods']>,
  {pods, namespace, labelSelector, specReplicas, now}: Measured,
): Promise<Reading> {
  const metricSelector = textOf(metric.selector)
  const metrics = await podsMetric(client, {namespace, labelSelector, metric: metric.name, metricSelector}).catch(
    prefixed(`unable to get metric ${metric.name}`),
  )
  const wanted = milliValue(target.averageValue ?? '0')
  const {replicas, usage} = replicasForUsage(pods, metrics, {target: wanted, current: specReplicas, now})
  const status = {type: 'Pods', pods: {metric, current: {averageValue: milli(usage)}}}
  return {replicas, name: `pods metric ${metric.name}`, status}
}

async function readObject(
  client: Client,
  {metric, target, describedObject}: NonNullable<MetricSpec['object']>,
  {pods, namespace, specReplicas, statusReplicas}: Measured,
): Promise<Reading> {
  const {kind, name} = describedObject
  const total = objectMetric(client, {
    namespace,
    object: describedObject,
    metric: metric.name,
    metricSelector: textOf(metric.selector),
  })
  // Kubernetes has these arguments in this order.
  const usage = await total.catch(error => {
    throw new Error(`unable to get metric ${metric.name}: ${kind} on ${namespace} ${name}/${errorText(error)}`)
  })
  const status = (current: object): MetricStatus => ({type: 'Object', object: {describedObject, metric, current}})
  if (target.type === 'Value') {
    const ratio = usage / milliValue(target.value ?? '0')
    const replicas = replicasForRatio(pods, {ratio, current: specReplicas})
    return {replicas, name: `${kind} metric ${metric.name}`, status: status({value: milli(usage)})}
  }
  return {
    replicas: perPod(usage, target.averageValue, statusReplicas),
    name: `external metric ${metric.name}(${goText(metric.selector)})`,
    status: status({averageValue: milli(Math.ceil(usage / statusReplicas))}),
  }
}

async function readExternal(
  client: Client,
  {metric, target}: NonNullable<MetricSpec['external']>,
  {pods, namespace, specReplicas, statusReplicas}: Measured,
): Promise<Reading> {
  const {name, selector} = metric
  const values = await externalMetric(client, {namespace, metric: name, metricSelector: textOf(selector)}).catch(
    prefixed(`unable to get external metric ${namespace}/${name}/${goText(selector)}`),
  )
  const usage = values.reduce((total, value) => total + value, 0)
  const status = (current: object): MetricStatus => ({type: 'External', external: {metric, current}})
  const label = `external metric ${name}(${goText(selector)})`
  if (target.averageValue !== undefined) {
    const current = {averageValue: milli(Math.ceil(usage / statusReplicas))}
    return {replicas: perPod(usage, target.averageValue, statusReplicas), name: label, status: status(current)}
  }
  const ratio = usage / milliValue(target.value ?? '0')
  const replicas = replicasForRatio(pods, {ratio, current: specReplicas})
  return {replicas, name: label, status: status({value: milli(usage)})}
}

const perPod = (usage: number, averageValue: string | undefined, current: number): number => {
  const target = milliValue(averageValue ?? '0')
  return isOnTarget(usage / (target * current)) ? current : Math.ceil(usage / target)
}

const milli = (value: number): string => formatQuantity(milliQuantityOf(value))
const textOf = (selector: LabelSelector | undefined): string => labelSelectorMatcher(selector ?? {}).toString()
const goText = (selector: LabelSelector | undefined): string => (selector ? goLabelSelector(selector) : 'nil')

const prefixed = (prefix: string) => (error: unknown) => {
  throw new Error(`${prefix}: ${errorText(error)}`)
}
