import type {Environment} from '@marcbachmann/cel-js'
import {kubernetesEnvironment} from './environment.ts'
import {compileErrorText, runtimeErrorText} from './error-text.ts'

/** A compiled expression. */
export interface Program {
  /** Runs it; throws a CelRuntimeError in cel-go's words. */
  run(variables: Record<string, unknown>): unknown
  /** Whether the expression mentions a variable. */
  mentions(name: string): boolean
}

export class CelRuntimeError extends Error {}

export interface CompileOptions {
  /** The variables there are; their types, where they are known. */
  variables: Readonly<Record<string, string>>
  /** Declares the types that variables have. */
  declare?: (environment: Environment) => void
  /** Adds functions (and the types of what they work on) to Kubernetes' own; the same function each time. */
  extend?: (environment: Environment) => void
  /** What the result must be. */
  result?: 'bool' | 'string'
}

export type Compiled = {program: Program} | {problem: string; wrongResult?: true}

/** Compiles and type-checks an expression; problems are told as cel-go tells them. */
export function compile(expression: string, {variables, declare, extend, result}: CompileOptions): Compiled {
  const typed = kubernetesEnvironment()
  extend?.(typed)
  declare?.(typed)
  for (const [name, type] of Object.entries(variables)) typed.registerVariable(name, type)
  const checked = typed.check(expression)
  if (!checked.valid) return {problem: compileErrorText(expression, checked.error as never)}
  if (result && checked.type !== result && checked.type !== 'dyn') return {problem: '', wrongResult: true}
  return {program: programOf(expression, untyped(Object.keys(variables), extend))}
}

/** Values come converted, so at run time types are found out from them. */
function programOf(expression: string, environment: Environment): Program {
  const evaluate = environment.parse(expression)
  return {
    run(variables) {
      try {
        return evaluate(variables)
      } catch (error) {
        throw new CelRuntimeError(runtimeErrorText(error))
      }
    },
    mentions: name => new RegExp(`(?<![.\\w])${name}\\b`).test(withoutStrings(expression)),
  }
}

type Extension = CompileOptions['extend']

const environments = new Map<Extension, Map<string, Environment>>()

function untyped(names: readonly string[], extend: Extension): Environment {
  const known = environments.get(extend) ?? new Map<string, Environment>()
  environments.set(extend, known)
  const key = names.join()
  let environment = known.get(key)
  if (!environment) {
    environment = kubernetesEnvironment()
    extend?.(environment)
    for (const name of names) environment.registerVariable(name, 'dyn')
    known.set(key, environment)
  }
  return environment
}

const withoutStrings = (expression: string): string =>
  expression.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
