import {celValue, compile, type Program} from '../../../../api/cel/index.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import type {Authorizer} from '../../auth/interfaces.ts'
import type {UserInfo} from '../../server-request.ts'
import {authorizerTypes, CelAuthorizer} from './authorizer.ts'

/** What expressions about a write may use. */
export interface WriteVariables {
  object: unknown
  oldObject: unknown
  request: unknown
  params?: unknown
  namespaceObject?: unknown
  variables?: unknown
  authorizer?: unknown
}

const names = {
  object: 'dyn',
  oldObject: 'dyn',
  request: 'dyn',
  params: 'dyn',
  namespaceObject: 'dyn',
  variables: 'dyn',
  authorizer: 'Authorizer',
}

const cache = new Map<string, {program: Program} | {problem: string}>()

/** Compiles an expression about writes, once. */
export function compiled(expression: string, result?: 'bool' | 'string'): {program: Program} | {problem: string} {
  const key = `${result ?? ''} ${expression}`
  let found = cache.get(key)
  if (!found) {
    found = compileForWrites(expression, result)
    cache.set(key, found)
  }
  return found
}

function compileForWrites(expression: string, result?: 'bool' | 'string'): {program: Program} | {problem: string} {
  const outcome = compile(expression, {variables: names, extend: authorizerTypes, ...(result && {result})})
  if ('program' in outcome) return outcome
  if (outcome.wrongResult) return {problem: `must evaluate to ${result}`}
  return {problem: `compilation failed: ${outcome.problem}`}
}

/** Runs an expression; throws what Kubernetes says of one that does not compile or fails. */
export async function evaluate(expression: string, variables: WriteVariables): Promise<unknown> {
  const found = compiled(expression)
  if ('problem' in found) throw new Error(`compilation error: ${found.problem}`)
  try {
    return await found.program.run({...variables})
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
  const {object, old, request, params, namespace, user, authorizer} = write
  return {
    object: object ? celValue(object) : null,
    oldObject: old ? celValue(old) : null,
    request: celValue(request),
    params: params ? celValue(params) : null,
    namespaceObject: namespace ? celValue(namespace) : null,
    variables: new Map(),
    authorizer: new CelAuthorizer(authorizer, user),
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
): Promise<ConditionOutcome> {
  const errors: string[] = []
  for (const {expression} of conditions) {
    try {
      if ((await evaluate(expression, variables)) !== true) return {matches: false}
    } catch (error) {
      errors.push((error as Error).message)
    }
  }
  if (errors.length === 0) return {matches: true}
  return {error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`}
}
