import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'

type Behavior = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['behavior']>
type Rules = NonNullable<Behavior['scaleUp']>

interface InternalRules {
  StabilizationWindowSeconds?: number | null
  SelectPolicy?: string | null
  Policies?: {Type: string; Value: number; PeriodSeconds: number}[] | null
  Tolerance?: string | null
}

/** A behavior as autoscaling/v1's annotation has it: Go's internal type, written as it is. */
export const behaviorText = ({scaleUp, scaleDown}: Behavior): string =>
  JSON.stringify({ScaleUp: internal(scaleUp), ScaleDown: internal(scaleDown)})

/** Undefined for text that says nothing. */
export function behaviorFromText(text: string | undefined): Behavior | undefined {
  try {
    const parsed = JSON.parse(text ?? '') as {ScaleUp?: InternalRules | null; ScaleDown?: InternalRules | null}
    const {ScaleUp: up, ScaleDown: down} = parsed
    if (!up && !down) return undefined
    return {...(up && {scaleUp: published(up)}), ...(down && {scaleDown: published(down)})}
  } catch {
    return undefined
  }
}

const internal = (rules: Rules | undefined): InternalRules | null =>
  rules
    ? {
        StabilizationWindowSeconds: rules.stabilizationWindowSeconds ?? null,
        SelectPolicy: rules.selectPolicy ?? null,
        Policies:
          rules.policies?.map(({type, value, periodSeconds}) => ({
            Type: type,
            Value: value,
            PeriodSeconds: periodSeconds,
          })) ?? null,
        Tolerance: rules.tolerance ?? null,
      }
    : null

const published = ({StabilizationWindowSeconds, SelectPolicy, Policies, Tolerance}: InternalRules): Rules => ({
  ...(typeof StabilizationWindowSeconds === 'number' && {stabilizationWindowSeconds: StabilizationWindowSeconds}),
  ...(typeof SelectPolicy === 'string' && {selectPolicy: SelectPolicy}),
  ...(Policies && {
    policies: Policies.map(({Type = '', Value = 0, PeriodSeconds = 0}) => ({
      type: Type,
      value: Value,
      periodSeconds: PeriodSeconds,
    })),
  }),
  ...(Tolerance && {tolerance: Tolerance}),
})
