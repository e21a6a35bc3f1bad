import {compile, type Program} from '../compile.ts'
import {boolType, isDyn, sameType, typeText} from '../types/type.ts'
import {deviceDeclaration, deviceType} from './device-type.ts'

export type CompiledSelector = {program: Program} | {problem: string}

/** What one look at a device may cost, in cel-go's units. */
const mostExpensive = 1_000_000

const cache = new Map<string, CompiledSelector>()
const mostCached = 500

/** Compiles an expression that selects devices. */
export function compileSelector(expression: string): CompiledSelector {
  let found = cache.get(expression)
  if (!found) {
    found = compileAnew(expression)
    if (cache.size >= mostCached) cache.clear()
    cache.set(expression, found)
  }
  return found
}

/** Whether an expression could cost more than it may, were a device as large as can be. */
export const isTooExpensive = (program: Program): boolean =>
  program.estimate({device: deviceDeclaration}) > mostExpensive

function compileAnew(expression: string): CompiledSelector {
  const structs = new Map([[deviceType.name, deviceType]])
  const compiled = compile(expression, {variables: {device: deviceType}, structs, bindings: true})
  if ('problem' in compiled) return {problem: `compilation failed: ${compiled.problem}`}
  const {type} = compiled.program
  return sameType(type, boolType) || isDyn(type)
    ? compiled
    : {problem: `must evaluate to bool or the unknown type, not ${typeText(type)}`}
}
