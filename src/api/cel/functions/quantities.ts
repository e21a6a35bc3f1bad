import {
  addQuantities,
  compareQuantities,
  isQuantity,
  isWholeQuantity,
  parseQuantity,
  type Quantity,
  quantityNumber,
  quantityOf,
  subtractQuantities,
} from '../../quantity.ts'
import {CelError, CelOpaque} from '../run/values.ts'
import type {Overload} from './function-set.ts'

/** A Kubernetes quantity as CEL holds it. */
class CelQuantity extends CelOpaque {
  readonly typeName = 'kubernetes.Quantity'
  readonly value: Quantity

  constructor(value: Quantity) {
    super()
    this.value = value
  }

  equals(other: unknown): boolean {
    return other instanceof CelQuantity && compareQuantities(this.value, other.value) === 0
  }
}

/** A quantity that is known to be one, as CEL holds it. */
export const celQuantity = (text: string): CelQuantity => new CelQuantity(parseQuantity(text))

const order = (a: CelQuantity, b: CelQuantity): number => compareQuantities(a.value, b.value)

/** Kubernetes' quantities. */
export const quantities: Record<string, Overload['run']> = {
  'quantity(string) Quantity string_to_quantity'(text: string) {
    try {
      return new CelQuantity(parseQuantity(text))
    } catch (error) {
      throw new CelError((error as Error).message)
    }
  },
  'isQuantity(string) bool is_quantity_string'(text: string) {
    return isQuantity(text)
  },
  'sign(Quantity) int quantity_sign': ({value}: CelQuantity) => sign(compareQuantities(value, '0')),
  'Quantity.isGreaterThan(Quantity) bool quantity_is_greater_than': (a: CelQuantity, b: CelQuantity) => order(a, b) > 0,
  'Quantity.isLessThan(Quantity) bool quantity_is_less_than': (a: CelQuantity, b: CelQuantity) => order(a, b) < 0,
  'Quantity.compareTo(Quantity) int quantity_compare_to': (a: CelQuantity, b: CelQuantity) => sign(order(a, b)),
  'Quantity.asApproximateFloat() double quantity_get_float': ({value}: CelQuantity) => quantityNumber(value),
  'Quantity.asInteger() int quantity_get_int'({value}: CelQuantity) {
    if (!isWholeQuantity(value)) throw new CelError('cannot convert value to integer')
    return BigInt(quantityNumber(value))
  },
  'Quantity.isInteger() bool quantity_is_integer': ({value}: CelQuantity) => isWholeQuantity(value),
  'Quantity.add(Quantity) Quantity quantity_add': (a: CelQuantity, b: CelQuantity) =>
    new CelQuantity(addQuantities(a.value, b.value)),
  'Quantity.add(int) Quantity quantity_add_int': (a: CelQuantity, b: bigint) =>
    new CelQuantity(addQuantities(a.value, quantityOf(b))),
  'Quantity.sub(Quantity) Quantity quantity_sub': (a: CelQuantity, b: CelQuantity) =>
    new CelQuantity(subtractQuantities(a.value, b.value)),
  'Quantity.sub(int) Quantity quantity_sub_int': (a: CelQuantity, b: bigint) =>
    new CelQuantity(subtractQuantities(a.value, quantityOf(b))),
}

const sign = (value: number): bigint => BigInt(Math.sign(value))
