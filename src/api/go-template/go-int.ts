/** An int of the template's own; whole numbers of the data are int64s. */
export class GoInt {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  toString(): string {
    return String(this.value)
  }
}

/** A whole number that is a float: `1.0`. */
export class GoFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** A value that is not even nil: a key that is not there. Printed as `<no value>`. */
export const noValue = Symbol('no value')
