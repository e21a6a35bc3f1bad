import {parseDuration} from '../../../api/duration.ts'
import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {milliValue} from '../../../api/quantity.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Client} from '../../../client/client.ts'
import {discover} from '../discovery.ts'
import {errorText} from '../error-text.ts'

/** What one pod uses, in thousandths, over the window that ends at `time`. */
export interface PodMetric {
  value: number
  time: number
  window: number
}

export type PodMetrics = Map<string, PodMetric>
export type DescribedObject = NonNullable<
  NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number]['object']
>['describedObject']

type ResourceMetrics = KubeObject & {
  timestamp: string
  window: string
  containers?: {name: string; usage: Record<string, string>}[]
}
interface MetricValue {
  describedObject: {name: string}
  timestamp: string
  windowSeconds?: number
  value: string
}

/** What a custom metric is measured over if it does not say, in milliseconds. */
const usualWindow = 60_000

/** What the pods of a selector use of a resource, one container of theirs or all: the API that metrics-server serves. */
export async function resourceMetrics(
  client: Client,
  {
    namespace,
    labelSelector,
    resource,
    container,
  }: {
    namespace: string
    labelSelector: string
    resource: string
    container?: string
  },
): Promise<PodMetrics> {
  const path = {group: 'metrics.k8s.io', version: 'v1beta1', resource: 'pods', namespace}
  const {items} = await client
    .list<ResourceMetrics>(path, {labelSelector})
    .catch(unable('resource', 'pods.metrics.k8s.io'))
  if (items.length === 0) throw new Error('no metrics returned from resource metrics API')
  const used = new Map<string, PodMetric>()
  for (const {metadata, timestamp, window, containers = []} of items) {
    const wanted = container ? containers.filter(({name}) => name === container) : containers
    if (wanted.length === 0 || wanted.some(({usage}) => usage[resource] === undefined)) continue
    const value = wanted.reduce((total, {usage}) => total + milliValue(usage[resource]!), 0)
    used.set(metadata.name!, {value, time: millisecondsOf(timestamp), window: parseDuration(window)})
  }
  return used
}

/** A metric of each pod of a selector, by the custom metrics API. */
export async function podsMetric(
  client: Client,
  {
    namespace,
    labelSelector,
    metric,
    metricSelector,
  }: {
    namespace: string
    labelSelector: string
    metric: string
    metricSelector: string
  },
): Promise<PodMetrics> {
  const items = await customMetrics(client, `namespaces/${namespace}/pods/*/${metric}`, {labelSelector, metricSelector})
  if (items.length === 0) throw new Error('no metrics returned from custom metrics API')
  return new Map(
    items.map(({describedObject, timestamp, windowSeconds, value}) => [
      describedObject.name,
      {
        value: milliValue(value),
        time: millisecondsOf(timestamp),
        window: windowSeconds === undefined ? usualWindow : windowSeconds * 1000,
      },
    ]),
  )
}

/** A metric of one object, in thousandths, by the custom metrics API. */
export async function objectMetric(
  client: Client,
  {
    namespace,
    object,
    metric,
    metricSelector,
  }: {
    namespace: string
    object: DescribedObject
    metric: string
    metricSelector: string
  },
): Promise<number> {
  const {group} = parseApiVersion(object.apiVersion ?? 'v1')
  const found = (await discover(client)).find(each => each.group === group && each.kind === object.kind)
  const resource = found ? [found.resource, ...(group ? [group] : [])].join('.') : `${object.kind.toLowerCase()}s`
  const about =
    object.kind === 'Namespace' && !group
      ? `namespaces/${namespace}/metrics`
      : `namespaces/${namespace}/${resource}/${object.name}`
  const [value] = await customMetrics(client, `${about}/${metric}`, {metricSelector})
  return milliValue(value?.value ?? '0')
}

/** All values of an external metric, in thousandths. */
export async function externalMetric(
  client: Client,
  {namespace, metric, metricSelector}: {namespace: string; metric: string; metricSelector: string},
): Promise<number[]> {
  const path = {group: 'external.metrics.k8s.io', version: 'v1beta1', resource: metric, namespace}
  const {items} = await client
    .list<MetricValue & KubeObject>(path, {labelSelector: metricSelector})
    .catch(unable('external', `${metric}.external.metrics.k8s.io`))
  if (items.length === 0) throw new Error('no metrics returned from external metrics API')
  return items.map(({value}) => milliValue(value))
}

async function customMetrics(
  client: Client,
  path: string,
  {labelSelector, metricSelector}: {labelSelector?: string; metricSelector: string},
): Promise<MetricValue[]> {
  try {
    const version = await customMetricsVersion(client)
    const query = new URLSearchParams({
      ...(labelSelector && {labelSelector}),
      ...(metricSelector && {metricLabelSelector: metricSelector}),
    })
    const {body} = await client.send({method: 'GET', url: `/apis/${version}/${path}?${query}`})
    return body.type === 'object' ? ((body.object['items'] ?? []) as MetricValue[]) : []
  } catch (error) {
    throw new Error(`unable to fetch metrics from custom metrics API: ${errorText(error)}`)
  }
}

async function customMetricsVersion(client: Client): Promise<string> {
  try {
    const {body} = await client.send({method: 'GET', url: '/apis/custom.metrics.k8s.io'})
    const group = body.type === 'object' ? (body.object as {preferredVersion?: {groupVersion?: string}}) : {}
    if (group.preferredVersion?.groupVersion) return group.preferredVersion.groupVersion
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  throw new Error('no custom metrics API (custom.metrics.k8s.io) registered')
}

/** Says which API did not answer; of one that is not there, what was asked for, as client-go does. */
const unable = (api: string, asked: string) => (error: unknown) => {
  const absent = isNotFound(error) && errorText(error) === 'the server could not find the requested resource'
  throw new Error(
    `unable to fetch metrics from ${api} metrics API: ${errorText(error)}${absent ? ` (get ${asked})` : ''}`,
  )
}
