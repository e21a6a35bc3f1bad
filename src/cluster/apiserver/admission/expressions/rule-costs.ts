import {type FieldError, forbiddenField} from '../../../../api/field-error.ts'

/** What a single rule could cost at most, and all of a schema's. */
export const ruleLimit = 10_000_000
const totalLimit = 100_000_000
const mostTold = 4
/** What costs less is not worth telling. */
const leastTold = totalLimit / 100

/** That something could cost more than it may, and by how much. */
export function costMessage(what: string, cost: number, limit: number): string {
  const factor = cost / limit
  const told = factor > 100 ? 'more than 100x' : `${factor < 1.5 ? factor.toFixed(6) : factor.toFixed(1)}x`
  return `${what} exceeds budget by factor of ${told} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`
}

/** What all the rules of a schema could cost, and which most. */
export class CostTotal {
  private total = 0
  private readonly costs: {path: string; cost: number}[] = []

  observe(path: string, cost: number): void {
    this.total += cost
    if (cost >= leastTold) this.costs.push({path, cost})
  }

  errors(path: string): FieldError[] {
    if (this.total <= totalLimit) return []
    const most = [...this.costs].sort((a, b) => b.cost - a.cost).slice(0, mostTold)
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema'
    return [
      ...most.map(({path: rule}) =>
        forbiddenField(
          rule,
          'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema',
        ),
      ),
      forbiddenField(path, costMessage(what, this.total, totalLimit)),
    ]
  }
}
