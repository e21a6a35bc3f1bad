import {type CelBuilt, type ExpressionScope, toJson} from '../../../../../api/cel/index.ts'
import type {JsonObject, KubeObject} from '../../../../../api/object.ts'
import {mergeTyped, NullValue, typedErrors} from '../../../../../api/patch/managed-fields/index.ts'
import type {Schema} from '../../../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../../../resources/define-resource.ts'
import {schemaFor} from '../../../decoding/expected-kind.ts'
import {Budget, policyBudget} from '../../dynamic/budget.ts'
import {evaluate, type WriteVariables} from '../../dynamic/evaluate.ts'
import {atomicPaths} from './atomic-paths.ts'
import {typeMismatches} from './type-mismatches.ts'

interface Expressions {
  variables: WriteVariables
  scope: ExpressionScope
  /** The kind of the object. */
  seen: ResourceDefinition
}

/**
 * An object with what an expression makes merged into it, as server-side apply merges, though nobody comes to own it. Throws an Error that says what is
 * wrong.
 */
export async function applyConfigurationMutation(
  expression: string,
  object: KubeObject,
  {variables, scope, seen}: Expressions,
): Promise<KubeObject> {
  const made = (await evaluate(expression, variables, {scope, budget: new Budget(policyBudget)})) as CelBuilt
  const mismatches = typeMismatches(made)
  if (mismatches.length > 0) throw new Error(`type mismatch: ${mismatches.join('\n')}`)
  const {kind, apiVersion} = object
  const configuration = {...(toJson(made, new NullValue()) as JsonObject), apiVersion, kind}
  return merged(schemaFor(seen), object, configuration) as KubeObject
}

function merged(schema: Schema, object: KubeObject, configuration: JsonObject): unknown {
  const fault = (what: string): Error => new Error(`error applying patch: ${what}`)
  const errors = typedErrors(schema, configuration)
  if (errors.length > 0) throw fault(`failed to convert patch object to typed object: ${listOf(errors)}`)
  const atomics = atomicPaths(schema, configuration)
  if (atomics.length > 0)
    throw fault(`invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomics.join(', ')}`)
  return mergeTyped(schema, object, configuration)
}

const listOf = (errors: readonly string[]): string =>
  errors.length === 1 ? errors[0]! : `errors:\n${errors.map(error => `  ${error}`).join('\n')}`
