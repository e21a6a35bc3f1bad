import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import {isGivenEmpty} from '../../../../api/schema/index.ts'

type Behavior = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['behavior']>
type Rules = NonNullable<Behavior['scaleUp']>

const scaleUp = (): Rules => ({
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    {type: 'Pods', value: 4, periodSeconds: 15},
    {type: 'Percent', value: 100, periodSeconds: 15},
  ],
})
const scaleDown = (): Rules => ({selectPolicy: 'Max', policies: [{type: 'Percent', value: 100, periodSeconds: 15}]})

export function setAutoscalerDefaults({spec}: HorizontalPodAutoscaler): void {
  if (!spec) return
  spec.minReplicas ??= 1
  if (!spec.metrics?.length)
    spec.metrics = [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}}]
  if (spec.behavior) setBehaviorDefaults(spec.behavior)
}

/** An autoscaler as it is read from storage, whose defaults come with the version that is stored. */
export function withAutoscalerDefaults(stored: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const {spec} = stored
  if (!spec) return stored
  const draft = {...stored, spec: {...spec, ...(spec.behavior && {behavior: {...spec.behavior}})}}
  setAutoscalerDefaults(draft)
  return draft
}

function setBehaviorDefaults(behavior: Behavior): void {
  behavior.scaleUp = completed(behavior.scaleUp, scaleUp())
  behavior.scaleDown = completed(behavior.scaleDown, scaleDown())
}

/** Policies that were given empty are none, and refused. */
function completed(rules: Rules | undefined, usual: Rules): Rules {
  const {policies, ...rest} = usual
  return rules && isGivenEmpty(rules, 'policies') ? {...rest, ...rules} : {...rest, policies, ...rules}
}
