import {
  addQuantities,
  compareQuantities,
  isWholeQuantity,
  parseQuantity,
  type Quantity,
  quantityNumber,
  quantityOf,
  subtractQuantities,
} from '../../quantity.ts'
import type {Library, OpaqueType} from './library.ts'

/** A Kubernetes quantity as CEL holds it. */
export class CelQuantity {
  readonly value: Quantity

  constructor(value: Quantity) {
    this.value = value
  }
}

export const quantityType: OpaqueType = {name: 'Quantity', ctor: CelQuantity}

/** Kubernetes' quantities. */
export const quantities: Library = {
  'quantity(string): Quantity'(text: string) {
    try {
      return new CelQuantity(parseQuantity(text))
    } catch (error) {
      throw new Error(`invalid resource quantity: ${(error as Error).message}`)
    }
  },
  'isQuantity(string): bool'(text: string) {
    try {
      parseQuantity(text)
      return true
    } catch {
      return false
    }
  },
  'Quantity.sign(): int': ({value}: CelQuantity) => (value.nanos > 0n ? 1n : value.nanos < 0n ? -1n : 0n),
  'Quantity.isGreaterThan(Quantity): bool': (a: CelQuantity, b: CelQuantity) => compareQuantities(a.value, b.value) > 0,
  'Quantity.isLessThan(Quantity): bool': (a: CelQuantity, b: CelQuantity) => compareQuantities(a.value, b.value) < 0,
  'Quantity.compareTo(Quantity): int': (a: CelQuantity, b: CelQuantity) =>
    BigInt(Math.sign(compareQuantities(a.value, b.value))),
  'Quantity.asApproximateFloat(): double': ({value}: CelQuantity) => quantityNumber(value),
  'Quantity.asInteger(): int'({value}: CelQuantity) {
    if (!isWholeQuantity(value)) throw new Error('cannot convert value to integer')
    return BigInt(quantityNumber(value))
  },
  'Quantity.isInteger(): bool': ({value}: CelQuantity) => isWholeQuantity(value),
  'Quantity.add(Quantity): Quantity': (a: CelQuantity, b: CelQuantity) =>
    new CelQuantity(addQuantities(a.value, b.value)),
  'Quantity.add(int): Quantity': (a: CelQuantity, b: bigint) => new CelQuantity(addQuantities(a.value, quantityOf(b))),
  'Quantity.sub(Quantity): Quantity': (a: CelQuantity, b: CelQuantity) =>
    new CelQuantity(subtractQuantities(a.value, b.value)),
  'Quantity.sub(int): Quantity': (a: CelQuantity, b: bigint) =>
    new CelQuantity(subtractQuantities(a.value, quantityOf(b))),
}
