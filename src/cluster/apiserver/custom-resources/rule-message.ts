import {CelError, CostLimit, callLimit, type Meter, type Program} from '../../../api/cel/index.ts'
import {quote} from '../../../api/go/quote.ts'
import type {Rule} from './compile-rule.ts'

export interface FailedMessage {
  text: string
  /** What telling it has cost. */
  cost: number
  /** Why nothing more can be checked. */
  over?: string
}

const longestMessage = 5 * 1024

/** What a rule that failed says: by its messageExpression, its message, or itself. */
export function messageOf(
  rule: Rule,
  expression: Program | undefined,
  variables: Record<string, unknown>,
  left: number,
): FailedMessage {
  const usual = rule.message ? rule.message.trim() : `failed rule: ${ruleText(rule)}`
  if (!expression) return {text: usual, cost: 0}
  const meter: Meter = {cost: 0, limit: callLimit}
  try {
    const text = expression.run(variables, meter)
    if (meter.cost > left) return outOfBudget(usual, meter.cost)
    return {text: usable(text) ?? usual, cost: meter.cost}
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    if (error instanceof CostLimit)
      return {
        text: usual,
        cost: meter.cost,
        over: `no further validation rules will be run due to call cost exceeds limit for messageExpression: ${quote(rule.messageExpression ?? '')}`,
      }
    return meter.cost > left ? outOfBudget(usual, meter.cost) : {text: usual, cost: meter.cost}
  }
}

/** A rule as errors name it. */
export const ruleText = ({rule, message}: Rule): string => (message || rule).trim()

const outOfBudget = (text: string, cost: number): FailedMessage => ({
  text,
  cost,
  over: 'messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run',
})

function usable(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  const trimmed = text.trim()
  return trimmed === '' || trimmed.includes('\n') || Buffer.byteLength(trimmed) > longestMessage ? undefined : trimmed
}
