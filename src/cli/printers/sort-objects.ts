import {goSort} from '../../api/go-sort.ts'
import {evaluateJsonPath, parseJsonPath, relaxedJsonPath} from '../../api/jsonpath/index.ts'
import {compareQuantities, isQuantity} from '../../api/quantity.ts'

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
  const isLess = (a: unknown, b: unknown): boolean => a === undefined || (b !== undefined && comesFirst(a, b, field))
  return goSort(keyed, (a, b) => isLess(a.key, b.key)).map(({item}) => item)
}

/** Two values that stand in no order; kubectl does not go on. */
export class UnsortableError extends Error {
  override readonly name = 'UnsortableError'
  readonly field: string

  constructor(field: string, why: string) {
    super(why)
    this.field = field
  }
}

function relaxed(expression: string): string {
  try {
    return relaxedJsonPath(expression)
  } catch {
    return expression
  }
}

function comesFirst(a: unknown, b: unknown, field: string): boolean {
  if (a === null || b === null) return a === null && b !== null
  if (typeof a === 'object' || typeof a === 'boolean') throw new UnsortableError(field, `unsortable type: ${goType(a)}`)
  if (typeof a === 'number' && typeof b === 'number' && Number.isInteger(a) === Number.isInteger(b)) return a < b
  if (typeof a !== 'string' || typeof b !== 'string')
    throw new UnsortableError(field, 'unsortable interface: interface')
  return isQuantity(a) && isQuantity(b) ? compareQuantities(a, b) < 0 : a < b
}

function goType(value: object | boolean): string {
  if (typeof value === 'boolean') return 'bool'
  return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}'
}
