import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'

type Behavior = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['behavior']>
type Rules = NonNullable<Behavior['scaleUp']>

export interface Recommendation {
  replicas: number
  time: number
}

export interface ScaleChange {
  change: number
  time: number
}

const defaultUp: Rules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    {type: 'Pods', value: 4, periodSeconds: 15},
    {type: 'Percent', value: 100, periodSeconds: 15},
  ],
}
const defaultDown: Rules = {
  stabilizationWindowSeconds: 300,
  selectPolicy: 'Max',
  policies: [{type: 'Percent', value: 100, periodSeconds: 15}],
}

/** How a scaler may move, with the defaults filled in. */
export const behaviorOf = ({spec}: HorizontalPodAutoscaler): {up: Rules; down: Rules} => ({
  up: {...defaultUp, ...spec?.behavior?.scaleUp},
  down: {...defaultDown, ...spec?.behavior?.scaleDown},
})

/** Smooths a recommendation: not above the lowest of the growth window, not below the highest of the shrink window. */
export function stabilize(
  hpa: HorizontalPodAutoscaler,
  recent: readonly Recommendation[],
  desired: number,
  current: number,
  now: number,
): number {
  const {up, down} = behaviorOf(hpa)
  const within = (seconds = 0): number[] =>
    recent.filter(({time}) => time > now - seconds * 1000).map(({replicas}) => replicas)
  const lowest = Math.min(desired, ...within(up.stabilizationWindowSeconds))
  const highest = Math.max(desired, ...within(down.stabilizationWindowSeconds))
  return Math.min(Math.max(current, lowest), highest)
}

/** The farthest that the policies let the size go now. */
export function limitOf(
  rules: Rules,
  changes: readonly ScaleChange[],
  current: number,
  growing: boolean,
  now: number,
): number {
  if (rules.selectPolicy === 'Disabled') return current
  const limits = (rules.policies ?? []).map(({type, value, periodSeconds}) => {
    const moved = changes
      .filter(({time, change}) => time > now - periodSeconds * 1000 && change > 0 === growing)
      .reduce((total, {change}) => total + change, 0)
    const base = current - moved
    const step = type === 'Percent' ? (base * value) / 100 : value
    return growing ? Math.ceil(base + step) : Math.floor(base - step)
  })
  if (limits.length === 0) return current
  const farthest = (rules.selectPolicy === 'Min') === growing ? Math.min(...limits) : Math.max(...limits)
  return growing ? Math.max(farthest, current) : Math.min(farthest, current)
}
