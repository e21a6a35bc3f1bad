import {CelError, CelObject, type Program} from '../../../../api/cel/index.ts'

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
