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
  return keyed.sort((a, b) => compareValues(a.key, b.key)).map(({item}) => item)
}

function relaxed(expression: string): string {
  try {
    return relaxedJsonPath(expression)
  } catch {
    return expression
  }
}

function compareValues(a: unknown, b: unknown): number {
  const missing = (value: unknown) => value === undefined || value === null
  if (missing(a) || missing(b)) return Number(missing(b)) - Number(missing(a))
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
