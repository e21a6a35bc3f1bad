import {timestamp} from '../runtime/clock.ts'

export const findCondition = <C extends {type: string}>(conditions: readonly C[] | undefined, type: string) =>
  conditions?.find(condition => condition.type === type)

export const isConditionTrue = (conditions: readonly {type: string; status: string}[] | undefined, type: string) =>
  findCondition(conditions, type)?.status === 'True'

export const withoutCondition = <C extends {type: string}>(conditions: readonly C[] = [], type: string): C[] =>
  conditions.filter(condition => condition.type !== type)

/** A condition of the common shape as of now. */
export const newCondition = (type: string, status: string, reason: string, message: string, now: number) => ({
  type,
  status,
  lastTransitionTime: timestamp(now),
  reason,
  message,
})

/** Conditions with this one in the place of its type; its transition time stays while its status does. */
export function withCondition<C extends {type: string; status: string; lastTransitionTime?: string}>(
  conditions: readonly C[] = [],
  condition: C,
): C[] {
  const old = findCondition(conditions, condition.type)
  if (!old) return [...conditions, condition]
  const lastTransitionTime = old.status === condition.status ? old.lastTransitionTime : condition.lastTransitionTime
  return conditions.map(other => (other === old ? {...condition, lastTransitionTime} : other))
}
