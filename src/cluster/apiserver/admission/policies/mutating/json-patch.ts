import {CelBuilt, CelError, type ExpressionScope, toJson} from '../../../../../api/cel/index.ts'
import type {JsonObject, KubeObject} from '../../../../../api/object.ts'
import {applyJsonPatch, PatchTestFailed} from '../../../../../api/patch/index.ts'
import {Budget, policyBudget} from '../../dynamic/budget.ts'
import {evaluate, type WriteVariables} from '../../dynamic/evaluate.ts'
import {typeMismatches} from './type-mismatches.ts'

/** An object as the JSON patch that an expression makes would have it; a test that fails leaves it as it is. Throws an Error that says what is wrong. */
export async function jsonPatchMutation(
  expression: string,
  object: KubeObject,
  {variables, scope}: {variables: WriteVariables; scope: ExpressionScope},
): Promise<KubeObject> {
  const operations = (await evaluate(expression, variables, {scope, budget: new Budget(policyBudget)})) as CelBuilt[]
  const patch = operations.map(operationOf)
  try {
    return applyJsonPatch(object, patch) as KubeObject
  } catch (error) {
    if (error instanceof PatchTestFailed) return object
    throw new Error(`JSON Patch: ${(error as Error).message}`)
  }
}

function operationOf(operation: CelBuilt): JsonObject {
  const value = operation.get('value')
  const mismatches = value instanceof CelBuilt ? typeMismatches(value) : []
  if (mismatches.length > 0) throw new Error(`type mismatch: ${mismatches.join('\n')}`)
  return {
    op: operation.get('op'),
    path: operation.get('path'),
    ...(operation.get('from') !== '' && {from: operation.get('from')}),
    ...(value !== undefined && {value: json(value)}),
  }
}

function json(value: unknown): unknown {
  try {
    return toJson(value)
  } catch (error) {
    if (!(error instanceof CelError)) throw error
    throw new Error(`JSONPath valueExpression evaluated to a type that could not marshal to JSON: ${error.message}`)
  }
}
