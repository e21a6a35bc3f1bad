import {type Checked, check, type Structs} from './check/check.ts'
import {validate} from './check/validate.ts'
import {estimateCost} from './cost/estimate.ts'
import type {FunctionSet} from './functions/function-set.ts'
import {kubernetesFunctions} from './functions/index.ts'
import {CostLimit, type Frame, interpret, type Step} from './run/interpret.ts'
import {CelError, CelType} from './run/values.ts'
import type {Expression} from './syntax/expression.ts'
import {parse} from './syntax/parse.ts'
import {problemsText} from './syntax/problem.ts'
import type {Declaration} from './types/declare.ts'
import {dynType, listType, mapType, paramType, type Type, typeType} from './types/type.ts'

/** A compiled expression. */
export interface Program {
  /** Runs it; throws a CelError in cel-go's words. The meter is charged, and stops it at its limit. */
  run(variables: Readonly<Record<string, unknown>>, meter?: Meter): unknown
  /** Whether the expression mentions a variable. */
  mentions(name: string): boolean
  type: Type
  /** What it could cost at most, where variables are as large as they are declared. */
  estimate(declarations: Readonly<Record<string, Declaration>>): number
}

/** Costs in cel-go's units. */
export interface Meter {
  cost: number
  limit: number
}

/** What a single run may cost. */
export const callLimit = 1_000_000

export interface CompileOptions {
  variables: Readonly<Record<string, Type>>
  functions?: FunctionSet
  structs?: Structs
  /** Whether there is `cel.bind`. */
  bindings?: boolean
}

export type Compiled = {program: Program} | {problem: string}

/** Compiles and type-checks an expression; problems are told as cel-go tells them. */
export function compile(source: string, {variables, functions, structs, bindings = false}: CompileOptions): Compiled {
  const parsed = parse(source, {bindings})
  if ('problems' in parsed) return {problem: problemsText(source, parsed.problems)}
  const {expression} = parsed
  const {problems, checked} = check(expression, {
    functions: functions ?? kubernetesFunctions(),
    variables: new Map([...Object.entries(typeVariables), ...Object.entries(variables)]),
    ...(structs && {structs}),
  })
  const all = problems.length > 0 ? problems : validate(expression, checked)
  return all.length > 0 ? {problem: problemsText(source, all)} : {program: programOf(expression, checked)}
}

const paramA = paramType('A')

/** The names of types are variables whose values are types. */
const typeVariables: Record<string, Type> = Object.fromEntries(
  [
    'bool',
    'bytes',
    'double',
    'int',
    'string',
    'uint',
    'null_type',
    'type',
    'google.protobuf.Duration',
    'google.protobuf.Timestamp',
  ]
    .map((name): [string, Type] => [name, typeType(dynType)])
    .concat([
      ['list', typeType(listType(paramA))],
      ['map', typeType(mapType(paramA, paramType('B')))],
      ['optional_type', typeType(dynType)],
    ]),
)

const typeValues = Object.fromEntries(Object.keys(typeVariables).map(name => [name, new CelType(name)]))

function programOf(expression: Expression, checked: Checked): Program {
  let step: Step | undefined
  return {
    type: checked.type,
    mentions: name => checked.mentioned.has(name),
    estimate: declarations => estimateCost(expression, checked, declarations),
    run(variables, meter = {cost: 0, limit: callLimit}) {
      step ??= interpret(expression, checked)
      const frame: Frame = {variables: {...typeValues, ...variables}, locals: [], cost: 0, limit: meter.limit}
      try {
        return step(frame)
      } catch (error) {
        throw error instanceof RangeError ? new CelError('expression is too deep') : error
      } finally {
        meter.cost += frame.cost
      }
    },
  }
}

export {CostLimit}
