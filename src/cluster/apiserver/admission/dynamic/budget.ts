/** What the expressions of a policy may cost together, for one write and one set of parameters; in cel-go's units. */
export const policyBudget = 10_000_000

/** What match conditions may cost together. */
export const conditionsBudget = 2_500_000

/** What several expressions have left to spend. */
export class Budget {
  private left: number

  constructor(units: number) {
    this.left = units
  }

  spend(cost: number): void {
    if (cost > this.left) throw new OutOfBudget()
    this.left -= cost
  }
}

/** The expressions have cost too much: none is evaluated any more. */
export class OutOfBudget extends Error {
  constructor() {
    super('validation failed due to running out of cost budget, no further validation rules will be run')
  }
}
