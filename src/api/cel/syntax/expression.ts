/** A parsed expression. Macros are expanded: what is left are calls and folds. */
export type Expression = Literal | Identifier | Select | Call | CreateList | CreateMap | CreateStruct | Fold

interface Base {
  /** Where errors about it point: an offset into the source. */
  at: number
}

export interface Literal extends Base {
  op: 'literal'
  value: unknown
}

export interface Identifier extends Base {
  op: 'identifier'
  name: string
}

export interface Select extends Base {
  op: 'select'
  operand: Expression
  field: string
  /** `has(a.b)`. */
  test: boolean
}

export interface Call extends Base {
  op: 'call'
  name: string
  target?: Expression
  args: Expression[]
}

export interface CreateList extends Base {
  op: 'list'
  items: {value: Expression; optional: boolean}[]
}

export interface CreateMap extends Base {
  op: 'map'
  entries: {key: Expression; value: Expression; optional: boolean}[]
}

export interface CreateStruct extends Base {
  op: 'struct'
  name: string
  fields: {name: string; value: Expression; optional: boolean; at: number}[]
}

/** What comprehension macros become: a loop over a list or a map's keys that carries one value along. */
export interface Fold extends Base {
  op: 'fold'
  range: Expression
  variable: string
  /** In loops over pairs: the value; `variable` is the index or key then. */
  second?: string
  accumulator: string
  initial: Expression
  condition: Expression
  step: Expression
  result: Expression
}

/** The dotted name that an expression could be: `a.b.c`. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.op === 'identifier') return expression.name
  if (expression.op !== 'select' || expression.test) return undefined
  const operand = qualifiedName(expression.operand)
  return operand === undefined ? undefined : `${operand}.${expression.field}`
}
