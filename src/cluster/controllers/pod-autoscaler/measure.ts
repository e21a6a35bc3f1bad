import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import type {Client} from '../../../client/client.ts'
import type {Say} from '../say.ts'
import type {Note} from './bound.ts'
import {type Measured, MetricError, type MetricStatus, type Reading, readMetric} from './read-metric.ts'
import type {Scale} from './scale-target.ts'
import type {TargetPods} from './target-pods.ts'

export interface MeasureOptions {
  client: Client
  pods: TargetPods
  say: Say
  note: Note
  now: number
}

export interface Measurement {
  /** The metric that asks for most; absent if all fail, or if some do while the others would shrink the target. */
  best?: Reading
  /** Of each metric, an empty one where it could not be read. */
  statuses?: MetricStatus[]
  /** Why there is no best one. */
  failure: string
}

/** Reads all metrics of an autoscaler, and says in events and conditions what is wrong with them. */
export async function measure(
  hpa: HorizontalPodAutoscaler,
  scale: Scale,
  {client, pods, say, note, now}: MeasureOptions,
): Promise<Measurement> {
  const namespace = hpa.metadata.namespace!
  const {selector = '', replicas: statusReplicas = 0} = scale.status
  const unfit = (reason: string, message: string): Measurement => {
    note('ScalingActive', 'False', reason, message)
    return {failure: message}
  }
  if (!selector) {
    const failure = 'selector is required'
    say(hpa, 'Warning', 'SelectorRequired', failure)
    return {...unfit('InvalidSelector', "the HPA target's scale is missing a selector"), failure}
  }
  const {selected, selectedBy} = pods.select(objectKey(hpa), namespace, selector)
  if (selectedBy.length > 1) {
    const message = `pods by selector ${selector} are controlled by multiple HPAs: [${selectedBy.join(' ')}]`
    say(hpa, 'Warning', 'AmbiguousSelector', message)
    return unfit('AmbiguousSelector', message)
  }
  const specReplicas = scale.spec.replicas ?? 0
  const measured = {namespace, labelSelector: selector, pods: selected, specReplicas, statusReplicas, now}
  const {readings, failures, statuses} = await readAll(hpa, measured, {client, say})
  const best = readings.reduce<Reading | undefined>((a, b) => (a && a.replicas >= b.replicas ? a : b), undefined)
  const [failure] = failures
  if (best && (!failure || best.replicas >= specReplicas)) {
    const message = `the HPA was able to successfully calculate a replica count from ${best.name}`
    note('ScalingActive', 'True', 'ValidMetricFound', message)
    return {best, statuses, failure: ''}
  }
  const message = `the HPA was unable to compute the replica count: ${failure?.message}`
  note('ScalingActive', 'False', failure?.reason ?? '', message)
  const counts = `invalid metrics (${failures.length} invalid out of ${statuses.length})`
  return {statuses, failure: `${counts}, first error is: ${failure?.summary}`}
}

async function readAll(
  hpa: HorizontalPodAutoscaler,
  measured: Measured,
  {client, say}: Pick<MeasureOptions, 'client' | 'say'>,
): Promise<{readings: Reading[]; failures: MetricError[]; statuses: MetricStatus[]}> {
  const readings: Reading[] = []
  const failures: MetricError[] = []
  const statuses: MetricStatus[] = []
  for (const metric of hpa.spec?.metrics ?? []) {
    try {
      const reading = await readMetric(client, metric, measured)
      readings.push(reading)
      statuses.push(reading.status)
    } catch (error) {
      if (!(error instanceof MetricError)) throw error
      say(hpa, 'Warning', error.reason, error.message)
      failures.push(error)
      statuses.push({type: ''})
    }
  }
  return {readings, failures, statuses}
}
