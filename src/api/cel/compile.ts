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
  /** What the result must be. */
  result?: 'bool' | 'string'
}

export type Compiled = {program: Program} | {problem: string; wrongResult?: true}

/** Compiles and type-checks an expression; problems are told as cel-go tells them. */
export function compile(expression: string, {variables, declare, result}: CompileOptions): Compiled {
  const typed = kubernetesEnvironment()
  declare?.(typed)
  for (const [name, type] of Object.entries(variables)) typed.registerVariable(name, type)
  const checked = typed.check(expression)
  if (!checked.valid) return {problem: compileErrorText(expression, checked.error as never)}
  if (result && checked.type !== result && checked.type !== 'dyn') return {problem: '', wrongResult: true}
  return {program: programOf(expression, Object.keys(variables))}
}

/** Values come converted, so at run time types are found out from them. */
function programOf(expression: string, names: readonly string[]): Program {
  const evaluate = untyped(names).parse(expression)
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

const environments = new Map<string, Environment>()

function untyped(names: readonly string[]): Environment {
  const key = names.join()
  let environment = environments.get(key)
  if (!environment) {
    environment = kubernetesEnvironment()
    for (const name of names) environment.registerVariable(name, 'dyn')
    environments.set(key, environment)
  }
  return environment
}

const withoutStrings = (expression: string): string =>
  expression.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
