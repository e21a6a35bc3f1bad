import {compile, type Program} from '../compile.ts'
import {dynType, structType, type Type, typeText} from '../types/type.ts'
import {patchFunctions, patchStructs} from './patch-types.ts'
import {namespaceType, requestType} from './write-types.ts'

/** What an expression about writes may mention beside the objects and the request. */
export interface ExpressionScope {
  authorizer: boolean
  params: boolean
  namespaceObject: boolean
  /** A policy's own variables that are declared before. */
  variables?: ReadonlyMap<string, Type>
  /** Whether it may make patches: objects and JSON patches. */
  patchTypes?: boolean
  /** The type of the objects, where it is to be checked. */
  object?: Type
  paramsType?: Type
}

export type CompiledExpression = {program: Program} | {problem: string}

/** What match conditions of webhooks may use. */
export const conditionScope: ExpressionScope = {authorizer: true, params: false, namespaceObject: true}

const cache = new Map<string, CompiledExpression>()
const mostCached = 2000

/** Compiles an expression about writes, once where the objects' type does not matter. */
export function compileExpression(expression: string, scope: ExpressionScope): CompiledExpression {
  if (scope.object || scope.paramsType) return compileInScope(expression, scope)
  const variables = [...(scope.variables ?? [])].map(([name, type]) => [name, typeText(type)])
  const key = JSON.stringify([
    scope.authorizer,
    scope.params,
    scope.namespaceObject,
    scope.patchTypes,
    variables,
    expression,
  ])
  let found = cache.get(key)
  if (!found) {
    found = compileInScope(expression, scope)
    if (cache.size >= mostCached) cache.clear()
    cache.set(key, found)
  }
  return found
}

const authorizerType = structType('kubernetes.authorization.Authorizer')
const resourceCheckType = structType('kubernetes.authorization.ResourceCheck')

function compileInScope(expression: string, scope: ExpressionScope): CompiledExpression {
  const object = scope.object ?? dynType
  const outcome = compile(expression, {
    variables: {
      object,
      oldObject: object,
      request: requestType,
      ...(scope.namespaceObject && {namespaceObject: namespaceType}),
      ...(scope.params && {params: scope.paramsType ?? dynType}),
      ...(scope.authorizer && {authorizer: authorizerType, 'authorizer.requestResource': resourceCheckType}),
      ...(scope.variables && {variables: structType('kubernetes.variables', scope.variables)}),
    },
    ...(scope.patchTypes && {functions: patchFunctions(), structs: patchStructs}),
  })
  return 'program' in outcome ? outcome : {problem: `compilation failed: ${outcome.problem}`}
}
