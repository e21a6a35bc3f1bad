import {celValue, conditionScope, type ExpressionScope} from '../../../../api/cel/index.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import type {Authorizer} from '../../auth/interfaces.ts'
import type {UserInfo} from '../../server-request.ts'
import {CelAuthorizer} from './authorizer.ts'
import {Budget, conditionsBudget, OutOfBudget} from './budget.ts'
import {evaluate, type WriteVariables} from './evaluate.ts'

/** The variables of a write. */
export function writeVariables(write: {
  object?: KubeObject
  old?: KubeObject
  request: JsonObject
  params?: KubeObject
  namespace?: KubeObject
  user: UserInfo
  authorizer: Authorizer
}): WriteVariables {
  const {object, old, request, params, namespace, user} = write
  const authorizer = new CelAuthorizer(write.authorizer, user)
  return {
    object: object ? celValue(object) : null,
    oldObject: old ? celValue(old) : null,
    request: celValue(request),
    params: params ? celValue(params) : null,
    namespaceObject: namespace ? celValue(namespace) : null,
    authorizer,
    'authorizer.requestResource': authorizer.requestResource(request),
  }
}

export interface MatchCondition {
  name: string
  expression: string
}

export type ConditionOutcome = {matches: boolean} | {error: string}

/** Whether all conditions hold: one that does not decides, before errors of others. They know no namespace. */
export async function meetsConditions(
  conditions: readonly MatchCondition[],
  variables: WriteVariables,
  scope: ExpressionScope = conditionScope,
): Promise<ConditionOutcome> {
  const errors: string[] = []
  const known = {...variables, namespaceObject: null}
  const budget = new Budget(conditionsBudget)
  let matches = true
  for (const {expression} of conditions) {
    try {
      if ((await evaluate(expression, known, {scope, budget})) === false) matches = false
    } catch (error) {
      if (error instanceof OutOfBudget) return {error: error.message}
      errors.push((error as Error).message)
    }
  }
  if (!matches || errors.length === 0) return {matches}
  return {error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`}
}
