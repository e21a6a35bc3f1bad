import {CelError, CelObject, callLimit, type Meter, type Program} from '../../../../api/cel/index.ts'

/** A policy's own variables, worked out when they are used, once; one that fails fails whoever uses it. */
export class PolicyVariables extends CelObject {
  private readonly programs: ReadonlyMap<string, Program>
  private readonly others: Readonly<Record<string, unknown>>
  private readonly values = new Map<string, unknown>()
  private cost = 0

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

  /** What has been spent on them since this was last asked. */
  takeCost(): number {
    const {cost} = this
    this.cost = 0
    return cost
  }

  private evaluate(name: string): unknown {
    const meter: Meter = {cost: 0, limit: callLimit}
    try {
      const value = this.programs.get(name)?.run(this.others, meter)
      this.cost += meter.cost
      return value
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      this.cost += meter.cost
      throw new CelError(`composited variable "${name}" fails to evaluate: ${error.message}`)
    }
  }
}
