import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'

type Behavior = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['behavior']>

const scaleUp = () => ({
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    {type: 'Pods', value: 4, periodSeconds: 15},
    {type: 'Percent', value: 100, periodSeconds: 15},
  ],
})
const scaleDown = () => ({selectPolicy: 'Max', policies: [{type: 'Percent', value: 100, periodSeconds: 15}]})

export function setAutoscalerDefaults({spec}: HorizontalPodAutoscaler): void {
  if (!spec) return
  spec.minReplicas ??= 1
  if (!spec.metrics?.length)
    spec.metrics = [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}}]
  if (spec.behavior) setBehaviorDefaults(spec.behavior)
}

function setBehaviorDefaults(behavior: Behavior): void {
  behavior.scaleUp = {...scaleUp(), ...behavior.scaleUp}
  behavior.scaleDown = {...scaleDown(), ...behavior.scaleDown}
}
