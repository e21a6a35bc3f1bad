import type {V2HorizontalPodAutoscalerBehavior, V2MetricSpec, V2MetricStatus} from '@kubernetes/client-node'
import type {HorizontalPodAutoscaler} from '../../api/kinds.ts'
import type {Wire} from '../../api/object.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {longTime} from './parts/values.ts'

type Metric = Wire<V2MetricSpec>
type Status = Wire<V2MetricStatus> | undefined
type Rules = Wire<V2HorizontalPodAutoscalerBehavior>['scaleUp']

/** A HorizontalPodAutoscaler, what it measures and what it made of that. */
export const horizontalPodAutoscaler = describer<HorizontalPodAutoscaler>(
  ({metadata, spec, status}, out) => {
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Namespace', metadata.namespace)
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
    const {kind = '', name = ''} = spec?.scaleTargetRef ?? {}
    out.field(0, 'Reference', `${kind}/${name}`)
    out.field(0, 'Metrics', '( current / target )')
    for (const [index, metric] of (spec?.metrics ?? []).entries())
      out.line(1, metricText(metric, status?.currentMetrics?.[index]))
    out.field(0, 'Min replicas', spec?.minReplicas ?? '<unset>')
    out.field(0, 'Max replicas', spec?.maxReplicas ?? 0)
    if (spec?.behavior) {
      out.line(0, 'Behavior:')
      writeRules(out, 'Scale Up', spec.behavior.scaleUp)
      writeRules(out, 'Scale Down', spec.behavior.scaleDown)
    }
    out.field(0, `${kind} pods`, `${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired`)
    if (!status?.conditions?.length) return
    out.line(0, 'Conditions:')
    out.line(1, 'Type\tStatus\tReason\tMessage')
    out.line(1, '----\t------\t------\t-------')
    for (const {type, status: value, reason = '', message = ''} of status.conditions)
      out.line(1, [type, value, reason, message].join('\t'))
  },
  {version: 'v2'},
)

const unknown = '<unknown>'

function metricText(metric: Metric, status: Status): string {
  const {type, external, pods, object, resource, containerResource} = metric
  if (type === 'External' && external) {
    const {averageValue, value} = external.target
    const current = status?.external?.current
    const name = JSON.stringify(external.metric.name)
    if (averageValue !== undefined)
      return `${name} (target average value):\t${current?.averageValue ?? unknown} / ${averageValue}`
    return `${name} (target value):\t${current ? (current.value ?? '<nil>') : unknown} / ${value ?? '<nil>'}`
  }
  if (type === 'Pods' && pods) {
    const current = status?.pods ? (status.pods.current.averageValue ?? '<nil>') : unknown
    return `${JSON.stringify(pods.metric.name)} on pods:\t${current} / ${pods.target.averageValue ?? '<nil>'}`
  }
  if (type === 'Object' && object) {
    const {kind, name} = object.describedObject
    const [word, field] =
      object.target.type === 'AverageValue'
        ? (['average value', 'averageValue'] as const)
        : (['value', 'value'] as const)
    const current = status?.object ? (status.object.current[field] ?? '<nil>') : unknown
    return `"${object.metric.name}" on ${kind}/${name} (target ${word}):\t${current} / ${object.target[field] ?? '<nil>'}`
  }
  if (type === 'Resource' && resource)
    return resourceText(`resource ${resource.name} on pods`, resource.target, status?.resource?.current)
  if (type === 'ContainerResource' && containerResource) {
    const {name, container, target} = containerResource
    const title = `resource ${name} of container "${container}" on pods`
    return resourceText(title, target, status?.containerResource?.current)
  }
  return `<unknown metric type ${JSON.stringify(type)}>`
}

interface Amount {
  averageValue?: string
  averageUtilization?: number
}

function resourceText(title: string, target: Amount, current: Amount | undefined): string {
  if (target.averageValue !== undefined)
    return `${title}:\t${current ? (current.averageValue ?? '<nil>') : unknown} / ${target.averageValue}`
  const used =
    current?.averageUtilization === undefined
      ? unknown
      : `${current.averageUtilization}% (${current.averageValue ?? '<nil>'})`
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`
  return `${title}  (as a percentage of request):\t${used} / ${wanted}`
}

function writeRules(out: Description, title: string, rules: Rules): void {
  if (!rules) return
  out.line(1, `${title}:`)
  if (rules.stabilizationWindowSeconds !== undefined)
    out.line(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds`)
  if (!rules.policies?.length) return
  out.line(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`)
  out.line(2, 'Policies:')
  for (const {type, value, periodSeconds} of rules.policies)
    out.line(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`)
}
