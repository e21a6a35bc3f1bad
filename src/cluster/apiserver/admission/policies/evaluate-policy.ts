import {type ExpressionScope, policyScope} from '../../../../api/cel/index.ts'
import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {evaluate, meetsConditions, type WriteVariables} from '../dynamic/conditions.ts'
import {PolicyVariables} from './variables.ts'

/** One thing that a policy has against a write. */
export interface Denial {
  message: string
  reason?: string
  /** Denies whatever the binding's actions are: the policy could not be asked. */
  always?: boolean
  /** The policy itself is at fault, not a binding of it. */
  ofPolicy?: boolean
}

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>
type Validation = NonNullable<Spec['validations']>[number]

const longestMessage = 5 * 1024

/** Evaluates a policy for one write and one set of parameters. */
export async function evaluatePolicy(
  {spec = {} as Spec}: ValidatingAdmissionPolicy,
  write: WriteVariables,
): Promise<Denial[]> {
  const fails = spec.failurePolicy !== 'Ignore'
  const {scope, programs} = policyScope(spec)
  const withVariables = {...write, variables: new PolicyVariables(programs, write)}
  const conditions = (spec.matchConditions ?? []) as {name: string; expression: string}[]
  const met = await meetsConditions(conditions, withVariables, scope)
  if ('error' in met) return fails ? [{message: met.error}] : []
  if (!met.matches) return []
  const denials: Denial[] = []
  for (const validation of spec.validations ?? []) {
    try {
      if ((await evaluate(validation.expression, withVariables, scope)) === true) continue
      const message = await messageOf(validation, withVariables, {...scope, authorizer: false})
      denials.push({message, ...(validation.reason && {reason: validation.reason})})
    } catch (error) {
      if (fails) denials.push({message: (error as Error).message})
    }
  }
  return [...denials, ...(await annotationDenials(spec, withVariables, {scope, fails}))]
}

async function messageOf(
  {expression, message, messageExpression}: Validation,
  variables: WriteVariables,
  scope: ExpressionScope,
) {
  const usual = message?.trim() || `failed expression: ${expression.trim()}`
  if (!messageExpression) return usual
  try {
    const text = await evaluate(messageExpression, variables, scope)
    const trimmed = typeof text === 'string' ? text.trim() : ''
    return trimmed === '' || trimmed.includes('\n') || Buffer.byteLength(trimmed) > longestMessage ? usual : trimmed
  } catch {
    return usual
  }
}

/** Annotations are for an audit log; that one cannot be told is an error all the same. */
async function annotationDenials(
  {auditAnnotations}: Spec,
  variables: WriteVariables,
  {scope, fails}: {scope: ExpressionScope; fails: boolean},
) {
  const denials: Denial[] = []
  for (const {valueExpression} of auditAnnotations ?? []) {
    try {
      const value = await evaluate(valueExpression, variables, scope)
      if (value !== null && typeof value !== 'string')
        denials.push({
          message: `valueExpression '${valueExpression}' resulted in unsupported return type: ${typeof value}. Return type must be either string or null.`,
          always: true,
        })
    } catch (error) {
      if (fails) denials.push({message: (error as Error).message, always: true})
    }
  }
  return denials
}
