import {celValue, compileExpression, conditionScope, type ExpressionScope} from '../../../../api/cel/index.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import type {Authorizer} from '../../auth/interfaces.ts'
import type {UserInfo} from '../../server-request.ts'
import {CelAuthorizer} from './authorizer.ts'
import {runExpression} from './write-expression.ts'

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

/** Runs an expression; throws what Kubernetes says of one that does not compile or fails. */
export async function evaluate(
  expression: string,
  variables: WriteVariables,
  scope: ExpressionScope = conditionScope,
): Promise<unknown> {
  const found = compileExpression(expression, scope)
  if ('problem' in found) throw new Error(`compilation error: ${found.problem}`)
  try {
    return await runExpression(found.program, {...variables})
  } catch (error) {
    throw new Error(`expression '${expression}' resulted in error: ${(error as Error).message}`)
  }
}

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

/** Whether all conditions hold: one that does not decides, before errors of others. */
export async function meetsConditions(
  conditions: readonly MatchCondition[],
  variables: WriteVariables,
  scope: ExpressionScope = conditionScope,
): Promise<ConditionOutcome> {
  const errors: string[] = []
  for (const {expression} of conditions) {
    try {
      if ((await evaluate(expression, variables, scope)) !== true) return {matches: false}
    } catch (error) {
      errors.push((error as Error).message)
    }
  }
  if (errors.length === 0) return {matches: true}
  return {error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`}
}
