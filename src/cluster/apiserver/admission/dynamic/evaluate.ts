import {
  callLimit,
  compileExpression,
  type ExpressionScope,
  type Meter,
  type Program,
} from '../../../../api/cel/index.ts'
import {nextTurn} from '../../../runtime/next-turn.ts'
import {Pending} from './authorizer.ts'
import type {Budget} from './budget.ts'
import {PolicyVariables} from './policy-variables.ts'

/** What expressions about a write may use. */
export interface WriteVariables {
  object: unknown
  oldObject: unknown
  request: unknown
  params?: unknown
  namespaceObject?: unknown
  variables?: unknown
  authorizer?: unknown
  'authorizer.requestResource'?: unknown
}

/** Runs an expression; throws what Kubernetes says of one that does not compile or fails, or an OutOfBudget. */
export async function evaluate(
  expression: string,
  variables: WriteVariables,
  {scope, budget}: {scope: ExpressionScope; budget: Budget},
): Promise<unknown> {
  const found = compileExpression(expression, scope)
  if ('problem' in found) throw new Error(`compilation error: ${found.problem}`)
  const {cost, ...outcome} = await run(found.program, {...variables})
  if (cost > longWork) await nextTurn()
  if (variables.variables instanceof PolicyVariables) budget.spend(variables.variables.takeCost())
  budget.spend(cost)
  if ('value' in outcome) return outcome.value
  throw new Error(`expression '${expression}' resulted in error: ${outcome.error.message}`)
}

/** What costs more has taken a good part of a second: others are served before the next expression. */
const longWork = 50_000

type Outcome = {cost: number} & ({value: unknown} | {error: Error})

/** Runs a program, as often as it takes for all that it asks of authorizers to be answered. */
async function run(program: Program, variables: Readonly<Record<string, unknown>>): Promise<Outcome> {
  for (;;) {
    const meter: Meter = {cost: 0, limit: callLimit}
    try {
      return {value: program.run(variables, meter), cost: meter.cost}
    } catch (error) {
      if (!(error instanceof Pending)) return {error: error as Error, cost: meter.cost}
      await error.answer
    }
  }
}
