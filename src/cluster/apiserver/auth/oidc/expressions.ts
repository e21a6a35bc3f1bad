import {celTypes, compile, type Program} from '../../../../api/cel/index.ts'

export type CompiledExpression = {program: Program} | {problem: string}

const {boolType, dynType, listType, mapType, stringType, structType} = celTypes

const userType = structType(
  'kubernetes.UserInfo',
  new Map([
    ['username', stringType],
    ['uid', stringType],
    ['groups', listType(stringType)],
    ['extra', mapType(stringType, listType(stringType))],
  ]),
)

/** An expression over `claims` that yields text or a list of texts. */
export const compileClaimExpression = (expression: string): CompiledExpression =>
  told(compile(expression, {variables: {claims: mapType(stringType, dynType)}}))

/** One over `claims` that says yes or no. */
export const compileClaimRule = (expression: string): CompiledExpression => yesOrNo(compileClaimExpression(expression))

/** One over `user`, the result of all mappings, that says yes or no. */
export const compileUserRule = (expression: string): CompiledExpression =>
  yesOrNo(told(compile(expression, {variables: {user: userType}})))

const told = (outcome: CompiledExpression): CompiledExpression =>
  'program' in outcome ? outcome : {problem: `compilation failed: ${outcome.problem}`}

function yesOrNo(outcome: CompiledExpression): CompiledExpression {
  if (!('program' in outcome)) return outcome
  const type = celTypes.typeText(outcome.program.type)
  return type === celTypes.typeText(boolType) ? outcome : {problem: 'must evaluate to bool'}
}

/** Runs an expression; throws what kube-apiserver says of one that fails. */
export function evaluated(program: Program, expression: string, variables: Record<string, unknown>): unknown {
  try {
    return program.run(variables)
  } catch (error) {
    throw new Error(`expression '${expression}' resulted in error: ${(error as Error).message}`)
  }
}
