import {callLimit, type Meter, type Program} from '../../../../api/cel/index.ts'
import {Pending} from './authorizer.ts'

/** Runs a program, as often as it takes for all that it asks of authorizers to be answered. */
export async function runExpression(program: Program, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
  for (;;) {
    const meter: Meter = {cost: 0, limit: callLimit}
    try {
      return program.run(variables, meter)
    } catch (error) {
      if (!(error instanceof Pending)) throw error
      await error.answer
    }
  }
}
