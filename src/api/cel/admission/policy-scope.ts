import type {ValidatingAdmissionPolicy} from '../../kinds.ts'
import type {Program} from '../compile.ts'
import {dynType, type Type} from '../types/type.ts'
import {compileExpression, type ExpressionScope} from './compile-expression.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>

/** What a policy's expressions may use: its own variables with their types, parameters if it takes any. */
export function policyScope(
  spec: Spec,
  types: Pick<ExpressionScope, 'object' | 'paramsType'> = {},
): {scope: ExpressionScope; programs: Map<string, Program>; problems: {index: number; problem: string}[]} {
  const variables = new Map<string, Type>()
  const programs = new Map<string, Program>()
  const problems: {index: number; problem: string}[] = []
  const params = spec.paramKind !== undefined
  const scope = {authorizer: true, params, namespaceObject: true, variables, ...types}
  for (const [index, {name, expression}] of (spec.variables ?? []).entries()) {
    const found = compileExpression(expression, {...scope, variables: new Map(variables)})
    if ('problem' in found) problems.push({index, problem: found.problem})
    else programs.set(name, found.program)
    variables.set(name, 'program' in found ? found.program.type : dynType)
  }
  return {scope, programs, problems}
}
