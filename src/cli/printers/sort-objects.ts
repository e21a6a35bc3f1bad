import {goSort} from '../../api/go-sort.ts'
import {evaluateJsonPath, parseJsonPath, relaxedJsonPath} from '../../api/jsonpath/index.ts'
import {compareQuantities, parseQuantity} from '../../api/quantity.ts'

/** Items in the order of what a path finds in each, as `--sort-by` has it; those without it come first. */
export function sortByPath<Item>(
  items: readonly Item[],
  expression: string,
  objectOf: (item: Item) => unknown,
): Item[] {
  const field = relaxed(expression)
  const path = parseJsonPath(field)
  const keyed = items.map(item => ({
    item,
    key: evaluateJsonPath(path, objectOf(item), {allowMissingKeys: true})[0]?.[0],
  }))
  if (keyed.length > 0 && keyed.every(({key}) => key === undefined))
    throw new Error(`couldn't find any field with path ${JSON.stringify(field)} in the list of objects`)
  // kubectl's order says of two items without the field that either comes first.
  return goSort(keyed, (a, b) => isMissing(a.key) || compareValues(a.key, b.key) < 0).map(({item}) => item)
}

const isMissing = (value: unknown): boolean => value === undefined || value === null

function relaxed(expression: string): string {
  try {
    return relaxedJsonPath(expression)
  } catch {
    return expression
  }
}

function compareValues(a: unknown, b: unknown): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(b)) - Number(isMissing(a))
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') throw new Error(`unsortable type: ${typeof a}`)
  if (isQuantity(a) && isQuantity(b)) return compareQuantities(a, b)
  return a < b ? -1 : a > b ? 1 : 0
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text)
    return true
  } catch {
    return false
  }
}
