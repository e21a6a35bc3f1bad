import {JsonPathError} from './jsonpath-error.ts'

type Kind = 'bool' | 'int' | 'float' | 'string'

/** Compares two scalars as the comparison functions of Go templates do; throws a JsonPathError for what cannot be compared. */
export function compareValues(left: unknown, operator: string, right: unknown): boolean {
  switch (operator) {
    case '==':
      return equal(left, right)
    case '!=':
      return !equal(left, right)
    case '<':
      return less(left, right)
    case '<=':
      return less(left, right) || equal(left, right)
    case '>':
      return !(less(left, right) || equal(left, right))
    case '>=':
      return !less(left, right)
    default:
      throw new JsonPathError(`unrecognized filter operator ${operator}`)
  }
}

function equal(left: unknown, right: unknown): boolean {
  sameKind(left, right)
  return left === right
}

function less(left: unknown, right: unknown): boolean {
  if (sameKind(left, right) === 'bool') throw new JsonPathError('invalid type for comparison')
  if (typeof left === 'string' && typeof right === 'string') return left < right
  return (left as number) < (right as number)
}

function sameKind(left: unknown, right: unknown): Kind {
  const [first, second] = [kindOf(left), kindOf(right)]
  if (first !== second) throw new JsonPathError('incompatible types for comparison')
  return first
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  throw new JsonPathError('invalid type for comparison')
}
