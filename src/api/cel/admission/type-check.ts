import type {ValidatingAdmissionPolicy} from '../../kinds.ts'
import type {Type} from '../types/type.ts'
import {compileExpression} from './compile-expression.ts'
import {policyScope} from './policy-scope.ts'

export interface ExpressionWarning {
  fieldRef: string
  warning: string
}

export interface CheckedKind {
  group: string
  version: string
  kind: string
  type: Type
}

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>

/** What a policy's expressions get wrong about the kinds that it matches, as its status tells it. */
export function typeCheckPolicy(spec: Spec, kinds: readonly CheckedKind[], params?: Type): ExpressionWarning[] {
  const warnings: ExpressionWarning[] = []
  const check = (fieldRef: string, expression: string | undefined): void => {
    if (!expression) return
    const found = kinds.flatMap(kind => problemFor(spec, expression, kind, params) ?? [])
    if (found.length > 0) warnings.push({fieldRef, warning: found.join('\n')})
  }
  for (const [index, {expression, messageExpression}] of (spec.validations ?? []).entries()) {
    check(`spec.validations[${index}].expression`, expression)
    check(`spec.validations[${index}].messageExpression`, messageExpression)
  }
  return warnings
}

function problemFor(spec: Spec, expression: string, kind: CheckedKind, params?: Type): string | undefined {
  const {scope} = policyScope(spec, {object: kind.type, ...(params && {paramsType: params})})
  const found = compileExpression(expression, {...scope, params: params !== undefined})
  if ('program' in found) return undefined
  return `${kind.group}/${kind.version}, Kind=${kind.kind}: ${found.problem.replace(/^compilation failed: /, '')}\n`
}
