import {celTypes, compile, type Declaration, declare, longestRequest, type Program} from '../../../api/cel/index.ts'

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
  | {
      program: Program
      message?: Program
      messageProblem?: string
      usesOldSelf: boolean
      /** What the rule, and its message, could cost at most; asked for when it is needed. */
      cost(): number
      messageCost(): number
    }

/** Compiles one rule of a value that is declared so, and the expression of its message. */
export function compileRule(declaration: Declaration | undefined, rule: Rule): CompiledRule {
  if (!rule.rule.trim()) return {problem: ''}
  if (!declaration) return {problem: 'failed to convert to declType for CEL validation rules'}
  const compiled = compileFor(declaration, rule.rule, rule)
  if ('problem' in compiled) return {problem: `compilation failed: ${compiled.problem}`}
  const {program} = compiled
  if (program.type.kind !== 'bool') return {problem: 'cel expression must evaluate to a bool'}
  const declarations = {self: declaration, oldSelf: declaration}
  const message = rule.messageExpression ? compileFor(declaration, rule.messageExpression, rule) : undefined
  const messageProblem = message && problemOfMessage(message)
  return {
    program,
    usesOldSelf: program.mentions('oldSelf'),
    cost: () => program.estimate(declarations),
    messageCost: () =>
      message && 'program' in message && !messageProblem ? message.program.estimate(declarations) : 0,
    ...(message && 'program' in message && !messageProblem && {message: message.program}),
    ...(messageProblem && {messageProblem}),
  }
}

/** How often what takes so many bytes at least could be in an object. */
export const mostInstances = ({least}: Declaration): number => Math.floor(longestRequest / (least + 1))

export const declarationOf = (schema: object, resource: boolean): Declaration | undefined =>
  declare(schema as Record<string, unknown>, {resource})

function compileFor({type}: Declaration, expression: string, {optionalOldSelf}: Rule) {
  return compile(expression, {
    variables: {self: type, oldSelf: optionalOldSelf ? celTypes.optionalType(type) : type},
  })
}

function problemOfMessage(compiled: ReturnType<typeof compile>): string | undefined {
  if ('problem' in compiled) return `messageExpression compilation failed: ${compiled.problem}`
  return compiled.program.type.kind === 'string' ? undefined : 'messageExpression must evaluate to a string'
}
