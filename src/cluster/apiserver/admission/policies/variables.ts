import {CelError, CelObject, celTypes, type Program} from '../../../../api/cel/index.ts'
import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {compileExpression, type ExpressionScope} from '../dynamic/write-expression.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>
type Type = typeof celTypes.boolType

/** What a policy's expressions may use: its own variables with their types, parameters if it takes any. */
export function policyScope(
  spec: Spec,
  types: Pick<ExpressionScope, 'object' | 'paramsType'> = {},
): {scope: ExpressionScope; programs: Map<string, Program>; problems: {index: number; problem: string}[]} {
  const variables = new Map<string, Type>()
  const programs = new Map<string, Program>()
  const problems: {index: number; problem: string}[] = []
  const scope = {authorizer: true, params: spec.paramKind !== undefined, namespaceObject: true, variables, ...types}
  for (const [index, {name, expression}] of (spec.variables ?? []).entries()) {
    const found = compileExpression(expression, {...scope, variables: new Map(variables)})
    if ('problem' in found) problems.push({index, problem: found.problem})
    else programs.set(name, found.program)
    variables.set(name, 'program' in found ? found.program.type : celTypes.dynType)
  }
  return {scope, programs, problems}
}

/** A policy's own variables, worked out when they are used, once; one that fails fails whoever uses it. */
export class PolicyVariables extends CelObject {
  private readonly programs: ReadonlyMap<string, Program>
  private readonly others: Readonly<Record<string, unknown>>
  private readonly values = new Map<string, unknown>()

  constructor(programs: ReadonlyMap<string, Program>, others: object) {
    super()
    this.programs = programs
    this.others = {...others, variables: this}
  }

  get size(): number {
    return this.programs.size
  }

  has(key: unknown): boolean {
    return this.programs.has(key as string)
  }

  keys(): Iterable<string> {
    return this.programs.keys()
  }

  get(key: unknown): unknown {
    const name = key as string
    if (!this.values.has(name)) this.values.set(name, this.evaluate(name))
    return this.values.get(name)
  }

  private evaluate(name: string): unknown {
    try {
      return this.programs.get(name)?.run(this.others)
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      throw new CelError(`composited variable "${name}" fails to evaluate: ${error.message}`)
    }
  }
}
