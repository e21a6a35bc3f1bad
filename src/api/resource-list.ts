import {addQuantities, maxQuantity, type Quantity, toQuantity} from './quantity.ts'

/** Amounts by resource name. */
export type ResourceAmounts = Map<string, Quantity>

/** What an object holds under `requests`, `limits`, `capacity` …: quantities by name. */
export type ResourceList = Readonly<Record<string, string>> | undefined

export const resourceAmounts = (list: ResourceList): ResourceAmounts =>
  new Map(Object.entries(list ?? {}).map(([name, value]) => [name, toQuantity(value)]))

/** Adds amounts to a total that the caller owns. */
export function addAmounts(total: ResourceAmounts, more: ResourceAmounts): void {
  for (const [name, amount] of more) {
    const known = total.get(name)
    total.set(name, known ? addQuantities(known, amount) : amount)
  }
}

/** Raises a total that the caller owns to at least the given amounts. */
export function raiseAmounts(total: ResourceAmounts, floor: ResourceAmounts): void {
  for (const [name, amount] of floor) {
    const known = total.get(name)
    total.set(name, known ? maxQuantity(known, amount) : amount)
  }
}
