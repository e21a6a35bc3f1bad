import type {CustomResourceDefinition} from '../../../../api/kinds.ts'

type Condition = NonNullable<NonNullable<CustomResourceDefinition['status']>['conditions']>[number]

export type ConditionState = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>

export const conditionOf = ({status}: CustomResourceDefinition, type: string): Condition | undefined =>
  status?.conditions?.find(condition => condition.type === type)

export const isTrue = (definition: CustomResourceDefinition, type: string): boolean =>
  conditionOf(definition, type)?.status === 'True'

/** The conditions with one of them set; its transition time changes only with its status. */
export function withCondition(conditions: readonly Condition[], state: ConditionState, now: string): Condition[] {
  const old = conditions.find(condition => condition.type === state.type)
  const {type, status, reason, message} = state
  const lastTransitionTime = old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : now
  const condition: Condition = {type, status, lastTransitionTime, reason, message}
  return old ? conditions.map(other => (other === old ? condition : other)) : [...conditions, condition]
}
