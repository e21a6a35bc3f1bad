import {compile, declareType, type Program} from '../../../api/cel/index.ts'
import type {Schema} from '../../../api/schema/index.ts'

/** An x-kubernetes-validation. */
export interface Rule {
  rule: string
  message?: string
  messageExpression?: string
  reason?: string
  fieldPath?: string
  optionalOldSelf?: boolean
}

export type CompiledRule =
  | {problem: string; messageProblem?: string}
  | {program: Program; message?: Program; messageProblem?: string; usesOldSelf: boolean}

/** Compiles one rule of a schema's node, and the expression of its message. */
export function compileRule(schema: Schema, rule: Rule, resource: boolean): CompiledRule {
  if (!rule.rule.trim()) return {problem: ''}
  const compiled = compileFor(schema, rule.rule, rule, resource, 'bool')
  const expression = rule.messageExpression?.trim()
    ? compileFor(schema, rule.messageExpression, rule, resource, 'string')
    : undefined
  const messageProblem = expression && 'problem' in expression ? expression.problem : undefined
  if ('problem' in compiled) return {problem: compiled.problem, ...(messageProblem && {messageProblem})}
  return {
    program: compiled.program,
    usesOldSelf: compiled.program.mentions('oldSelf'),
    ...(expression && 'program' in expression && {message: expression.program}),
    ...(messageProblem && {messageProblem}),
  }
}

function compileFor(
  schema: Schema,
  expression: string,
  {optionalOldSelf}: Rule,
  resource: boolean,
  result: 'bool' | 'string',
): {program: Program} | {problem: string} {
  const variables: Record<string, string> = {self: 'dyn', oldSelf: 'dyn'}
  const compiled = compile(expression, {
    variables,
    declare(environment) {
      const type = declareType(environment, schema, {resource})
      variables['self'] = type
      variables['oldSelf'] = optionalOldSelf ? `optional<${type}>` : type
    },
    result,
  })
  if ('program' in compiled) return compiled
  const message = result === 'string'
  if (compiled.wrongResult)
    return {problem: message ? 'messageExpression must evaluate to a string' : 'cel expression must evaluate to a bool'}
  return {problem: `${message ? 'messageExpression ' : ''}compilation failed: ${compiled.problem}`}
}
