import type {Type} from '../types/type.ts'
import {parseSignature} from './signature.ts'

/** One way to call a function. */
export interface Overload {
  id: string
  name: string
  member: boolean
  /** The receiver first, where there is one. */
  args: Type[]
  result: Type
  /** Computes the result; throws a CelError. */
  run(...args: never[]): unknown
}

/** Functions by name. */
export class FunctionSet {
  private readonly groups = new Map<string, Overload[]>()

  constructor(base?: FunctionSet) {
    for (const [name, overloads] of base?.groups ?? []) this.groups.set(name, [...overloads])
  }

  /** Adds functions given by `signature id`: `'string.startsWith(string) bool starts_with_string'`. */
  add(functions: Record<string, Overload['run']>): this {
    for (const [text, run] of Object.entries(functions)) {
      const overload: Overload = {...parseSignature(text), run}
      const known = this.groups.get(overload.name)
      if (known) known.push(overload)
      else this.groups.set(overload.name, [overload])
    }
    return this
  }

  overloads(name: string): readonly Overload[] | undefined {
    return this.groups.get(name)
  }
}
