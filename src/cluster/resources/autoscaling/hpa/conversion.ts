import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {behaviorFromText, behaviorText} from './behavior-annotation.ts'
import {metricToV1, metricToV2} from './metric-conversion.ts'

interface V1 extends KubeObject {
  spec?: Record<string, unknown> & {targetCPUUtilizationPercentage?: number}
  status?: Record<string, unknown> & {currentCPUUtilizationPercentage?: number}
}

type Fields = Record<string, unknown>

const prefix = 'autoscaling.alpha.kubernetes.io/'

/** In which annotations v1 says what it has no fields for; those of the status by themselves. */
export const annotations = {
  metrics: `${prefix}metrics`,
  currentMetrics: `${prefix}current-metrics`,
  behavior: `${prefix}behavior`,
  conditions: `${prefix}conditions`,
}
export const statusAnnotations = [annotations.currentMetrics, annotations.conditions]

const defaultUtilization = 80

/** autoscaling/v1 knows one metric, the CPU's utilisation; v2, which is stored, keeps it in its list. */
export function toV2({spec, status, metadata, ...rest}: V1): HorizontalPodAutoscaler {
  const {targetCPUUtilizationPercentage: target, ...specRest} = spec ?? {}
  const {currentCPUUtilizationPercentage: current, ...statusRest} = status ?? {}
  const said = metadata.annotations ?? {}
  const others = listFrom(said[annotations.metrics])?.map(metric => metricToV2(metric, 'target')) ?? []
  const metrics = [
    ...others,
    ...(target === undefined ? [] : [cpu({target: {type: 'Utilization', averageUtilization: target}})]),
  ]
  if (metrics.length === 0) metrics.push(cpu({target: {type: 'Utilization', averageUtilization: defaultUtilization}}))
  const behavior = behaviorFromText(said[annotations.behavior])
  const seen =
    listFrom(said[annotations.currentMetrics])?.map(metric => metricToV2(metric, 'current')) ??
    (current === undefined ? undefined : [cpu({current: {averageUtilization: current}})])
  const conditions = listFrom(said[annotations.conditions])
  return {
    ...rest,
    apiVersion: 'autoscaling/v2',
    metadata: withAnnotations(metadata, {}),
    spec: {...specRest, metrics, ...(behavior && {behavior})},
    status: {...statusRest, ...(seen && {currentMetrics: seen}), ...(conditions && {conditions})},
  } as HorizontalPodAutoscaler
}

/** Metrics other than the CPU's utilisation, behavior and conditions are annotations in v1. */
export function toV1({spec, status, metadata, ...rest}: HorizontalPodAutoscaler): KubeObject {
  const {metrics: wanted, behavior, ...specRest} = spec ?? ({} as NonNullable<typeof spec>)
  const {currentMetrics: seen, conditions: said, ...statusRest} = status ?? ({} as NonNullable<typeof status>)
  // What nobody has decided yet is null.
  const [metrics, currentMetrics, conditions] = [wanted ?? [], seen ?? [], said ?? []]
  const isCpu = ({type, resource}: (typeof metrics)[number]) =>
    type === 'Resource' && resource?.name === 'cpu' && resource.target.averageUtilization !== undefined
  const target = metrics.find(isCpu)?.resource?.target.averageUtilization
  const current = currentMetrics.find(({type, resource}) => type === 'Resource' && resource?.name === 'cpu')?.resource
    ?.current.averageUtilization
  const others = metrics.filter(metric => !isCpu(metric))
  const annotated = {
    ...(others.length > 0 && {[annotations.metrics]: text(others.map(each => metricToV1(each, 'target')))}),
    ...(currentMetrics.length > 0 && {
      [annotations.currentMetrics]: text(currentMetrics.map(each => metricToV1(each, 'current'))),
    }),
    ...(behavior && {[annotations.behavior]: behaviorText(behavior)}),
    ...(conditions.length > 0 && {[annotations.conditions]: text(conditions.map(conditionInOrder))}),
  }
  return {
    ...rest,
    apiVersion: 'autoscaling/v1',
    metadata: withAnnotations(metadata, annotated),
    spec: {...specRest, ...(target !== undefined && {targetCPUUtilizationPercentage: target})},
    status: {...statusRest, ...(current !== undefined && {currentCPUUtilizationPercentage: current})},
  } as KubeObject
}

const cpu = (value: object): Fields => ({type: 'Resource', resource: {name: 'cpu', ...value}})

/** Metadata whose annotations of this kind are these and no others. */
function withAnnotations(metadata: KubeObject['metadata'], own: Record<string, string>): KubeObject['metadata'] {
  const names = Object.values(annotations)
  const others = Object.entries(metadata.annotations ?? {}).filter(([name]) => !names.includes(name))
  const all = {...Object.fromEntries(others), ...own}
  const {annotations: _, ownerReferences, finalizers, managedFields, ...rest} = metadata
  return {
    ...rest,
    ...(Object.keys(all).length > 0 && {annotations: all}),
    ...(ownerReferences && {ownerReferences}),
    ...(finalizers && {finalizers}),
    ...(managedFields && {managedFields}),
  }
}

function listFrom(text: string | undefined): Fields[] | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return Array.isArray(value) ? value : value === null ? [] : undefined
  } catch {
    return undefined
  }
}

const conditionInOrder = ({type, status, lastTransitionTime = null, reason, message}: Fields): Fields => ({
  type,
  status,
  lastTransitionTime,
  ...(reason ? {reason} : {}),
  ...(message ? {message} : {}),
})

/** As Go writes it: `<`, `>` and `&` escaped. */
const text = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)
