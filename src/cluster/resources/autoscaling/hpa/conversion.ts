import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'

interface V1 extends KubeObject {
  spec?: Record<string, unknown> & {targetCPUUtilizationPercentage?: number}
  status?: Record<string, unknown> & {currentCPUUtilizationPercentage?: number}
}

/** autoscaling/v1 knows one metric, the CPU's utilisation; v2, which is stored, keeps it in its list. */
export function toV2({spec, status, ...rest}: V1): HorizontalPodAutoscaler {
  const {targetCPUUtilizationPercentage: target, ...specRest} = spec ?? {}
  const {currentCPUUtilizationPercentage: current, ...statusRest} = status ?? {}
  const wanted = {type: 'Utilization', averageUtilization: target}
  return {
    ...rest,
    apiVersion: 'autoscaling/v2',
    spec: {...specRest, ...(target !== undefined && {metrics: [cpu({target: wanted})]})},
    status: {
      ...statusRest,
      ...(current !== undefined && {currentMetrics: [cpu({current: {averageUtilization: current}})]}),
    },
  } as unknown as HorizontalPodAutoscaler
}

/** Metrics other than the CPU's utilisation, behavior and conditions do not show in v1. */
export function toV1({spec, status, ...rest}: HorizontalPodAutoscaler): KubeObject {
  const {metrics, behavior: _, ...specRest} = spec ?? ({} as NonNullable<typeof spec>)
  const {currentMetrics, conditions: __, ...statusRest} = status ?? ({} as NonNullable<typeof status>)
  const target = metrics?.find(({resource}) => resource?.name === 'cpu')?.resource?.target.averageUtilization
  const current = currentMetrics?.find(({resource}) => resource?.name === 'cpu')?.resource?.current.averageUtilization
  return {
    ...rest,
    apiVersion: 'autoscaling/v1',
    spec: {...specRest, ...(target !== undefined && {targetCPUUtilizationPercentage: target})},
    status: {...statusRest, ...(current !== undefined && {currentCPUUtilizationPercentage: current})},
  } as unknown as KubeObject
}

const cpu = (value: object): object => ({type: 'Resource', resource: {name: 'cpu', ...value}})
