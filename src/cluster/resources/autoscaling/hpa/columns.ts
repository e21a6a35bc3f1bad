import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text} from '../../columns.ts'
import type {Column} from '../../define-resource.ts'

type Metric = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number]
type Current = NonNullable<NonNullable<HorizontalPodAutoscaler['status']>['currentMetrics']>[number]

export const horizontalPodAutoscalerColumns: Column<HorizontalPodAutoscaler>[] = [
  nameColumn,
  text('Reference', ({spec}) => `${spec?.scaleTargetRef.kind}/${spec?.scaleTargetRef.name}`),
  text('Targets', targets),
  text('MinPods', ({spec}) => (spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas))),
  {...integer('MaxPods', ({spec}) => spec?.maxReplicas ?? 0), type: 'string'},
  {...integer('Replicas', ({status}) => status?.currentReplicas ?? 0), type: 'string'},
  ageColumn,
]

const shown = 2

function targets({spec, status}: HorizontalPodAutoscaler): string {
  const metrics = spec?.metrics ?? []
  if (metrics.length === 0) return '<none>'
  const texts = metrics.map((metric, index) => metricText(metric, status?.currentMetrics?.[index]))
  const head = texts.slice(0, shown).join(', ')
  return texts.length > shown ? `${head} + ${texts.length - shown} more...` : head
}

function metricText(metric: Metric, current: Current | undefined): string {
  switch (metric.type) {
    case 'External':
      return valueText(metric.external?.target, current?.external?.current)
    case 'Object':
      return valueText(metric.object?.target, current?.object?.current)
    case 'Pods':
      return `${current?.pods?.current.averageValue ?? '<unknown>'}/${metric.pods?.target.averageValue ?? '0'}`
    case 'Resource':
      return resourceText(metric.resource, current?.resource?.current)
    case 'ContainerResource':
      return resourceText(metric.containerResource, current?.containerResource?.current)
    default:
      return '<unknown type>'
  }
}

interface MetricValue {
  averageUtilization?: number
  averageValue?: string
  value?: string
}

function valueText(target: MetricValue | undefined, current: MetricValue | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? '<unknown>'}/${target.averageValue} (avg)`
  return `${current ? (current.value ?? '0') : '<unknown>'}/${target?.value ?? '0'}`
}

function resourceText(
  source: {name: string; target: MetricValue} | undefined,
  current: MetricValue | undefined,
): string {
  const {name = '', target = {}} = source ?? {}
  if (target.averageValue !== undefined)
    return `${name}: ${current?.averageValue ?? '<unknown>'}/${target.averageValue}`
  const percent = (value: number | undefined, absent: string) => (value === undefined ? absent : `${value}%`)
  return `${name}: ${percent(current?.averageUtilization, '<unknown>')}/${percent(target.averageUtilization, '<auto>')}`
}
