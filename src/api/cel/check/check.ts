import type {FunctionSet, Overload} from '../functions/function-set.ts'
import {CelUint} from '../run/values.ts'
import {
  type Call,
  type CreateList,
  type CreateMap,
  type CreateStruct,
  type Expression,
  type Fold,
  qualifiedName,
  type Select,
} from '../syntax/expression.ts'
import type {Problem} from '../syntax/problem.ts'
import {
  boolType,
  bytesType,
  doubleType,
  dynType,
  errorType,
  intType,
  isDyn,
  isDynOrError,
  listType,
  mapType,
  nullType,
  optionalOf,
  optionalType,
  paramType,
  sameType,
  stringType,
  type Type,
  typeText,
  uintType,
} from '../types/type.ts'
import {assignable, mostGeneral, type Substitutions, substitute} from '../types/unify.ts'

/** The types that message literals may name. */
export interface Structs {
  get(name: string): Type | undefined
}

export interface Declarations {
  functions: FunctionSet
  variables: ReadonlyMap<string, Type>
  /** Types that a message literal may name. */
  structs?: Structs
}

/** What checking finds out of an expression. */
export interface Checked {
  types: ReadonlyMap<Expression, Type>
  overloads: ReadonlyMap<Expression, readonly Overload[]>
  /** Selections that are the qualified name of a variable. */
  names: ReadonlyMap<Expression, string>
  /** Variables that it mentions. */
  mentioned: ReadonlySet<string>
  type: Type
}

/** Finds the types of an expression and all its parts, by CEL's rules. */
export function check(expression: Expression, declarations: Declarations): {problems: Problem[]; checked: Checked} {
  const checker = new Checker(declarations)
  checker.check(expression)
  return {problems: checker.problems, checked: checker.finish(expression)}
}

class Checker {
  readonly problems: Problem[] = []
  private readonly declarations: Declarations
  private readonly types = new Map<Expression, Type>()
  private readonly overloads = new Map<Expression, readonly Overload[]>()
  private readonly names = new Map<Expression, string>()
  private readonly mentioned = new Set<string>()
  private readonly scopes: Map<string, Type>[] = []
  private known: Substitutions = new Map()
  private fresh = 0

  constructor(declarations: Declarations) {
    this.declarations = declarations
  }

  finish(expression: Expression): Checked {
    const types = new Map([...this.types].map(([each, type]) => [each, substitute(this.known, type, true)]))
    const {overloads, names, mentioned} = this
    return {types, overloads, names, mentioned, type: types.get(expression) ?? errorType}
  }

  check(expression: Expression): Type {
    const type = this.typeOf(expression)
    this.types.set(expression, type)
    return type
  }

  private typeOf(expression: Expression): Type {
    switch (expression.op) {
      case 'literal':
        return literalType(expression.value)
      case 'identifier':
        return this.variable(expression.name) ?? this.undeclared(expression, expression.name)
      case 'select':
        return this.select(expression)
      case 'call':
        return this.call(expression)
      case 'list':
        return this.list(expression)
      case 'map':
        return this.map(expression)
      case 'struct':
        return this.struct(expression)
      case 'fold':
        return this.fold(expression)
    }
  }

  private variable(name: string): Type | undefined {
    const plain = name.replace(/^\./, '')
    if (!name.startsWith('.'))
      for (let index = this.scopes.length - 1; index >= 0; index -= 1) {
        const found = this.scopes[index]!.get(plain)
        if (found) return found
      }
    const found = this.declarations.variables.get(plain)
    if (found) this.mentioned.add(plain)
    return found
  }

  private undeclared({at}: Expression, name: string): Type {
    this.problem(at, `undeclared reference to '${name}' (in container '')`)
    return errorType
  }

  private select(expression: Select): Type {
    const name = qualifiedName(expression)
    const variable = name === undefined ? undefined : this.variable(name)
    if (variable) {
      this.names.set(expression, name!)
      return variable
    }
    const found = this.field(expression, expression.operand, expression.field, false)
    return expression.test ? boolType : substitute(this.known, found)
  }

  private field({at}: Expression, operand: Expression, field: string, optional: boolean): Type {
    const operandType = substitute(this.known, this.check(operand))
    const inner = optionalOf(operandType)
    const target = inner ?? operandType
    let result = errorType
    switch (target.kind) {
      case 'map':
        result = target.params[1]!
        break
      case 'struct': {
        const found = target.fields?.get(field) ?? target.anyField
        if (found) result = found
        else this.problem(at, `undefined field '${field}'`)
        break
      }
      case 'param':
        this.assign([dynType], [target])
        result = dynType
        break
      default:
        if (!isDynOrError(target)) this.problem(at, `type '${typeText(target)}' does not support field selection`)
        result = dynType
    }
    return inner || optional ? optionalType(result) : result
  }

  private call(expression: Call): Type {
    const {name, target, args, at} = expression
    if (name === '_?._') {
      const [operand, field] = args as [Expression, Expression]
      return substitute(
        this.known,
        this.field(expression, operand, String(field.op === 'literal' && field.value), true),
      )
    }
    for (const argument of args) this.check(argument)
    const prefix = target && qualifiedName(target)
    if (prefix !== undefined && this.declarations.functions.overloads(`${prefix}.${name}`)) {
      this.names.set(expression, `${prefix}.${name}`)
      return this.resolve(expression, `${prefix}.${name}`, undefined)
    }
    if (target) this.check(target)
    const plain = name.replace(/^\./, '')
    if (!this.declarations.functions.overloads(plain)) {
      this.problem(at, `undeclared reference to '${name}' (in container '')`)
      return errorType
    }
    return this.resolve(expression, plain, target)
  }

  private resolve(expression: Call, name: string, target: Expression | undefined): Type {
    const {args, at} = expression
    const given = [...(target ? [target] : []), ...args]
    const types = given.map(each => this.types.get(each)!)
    if (name === '_&&_' || name === '_||_') return this.logical(expression, name, types)
    const matching: Overload[] = []
    let result: Type | undefined
    for (const overload of this.declarations.functions.overloads(name) ?? []) {
      if (overload.member !== (target !== undefined)) continue
      const instance = this.instantiate(overload)
      if (!this.assign(types, instance.args)) continue
      matching.push(overload)
      const found = substitute(this.known, instance.result)
      if (!result) result = found
      else if (!isDyn(result) && !sameType(found, result)) result = dynType
    }
    if (result) {
      this.overloads.set(expression, matching)
      return result
    }
    const shown = types.map(type => typeText(substitute(this.known, type, true)))
    const applied = target ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`
    this.problem(at, `found no matching overload for '${name}' applied to '${applied}'`)
    return errorType
  }

  private logical(expression: Call, name: string, types: Type[]): Type {
    this.overloads.set(expression, this.declarations.functions.overloads(name)!)
    let failed = false
    for (const [index, type] of types.entries()) {
      if (this.assign([type], [boolType])) continue
      this.problem(expression.args[index]!.at, `expected type 'bool' but found '${typeText(type)}'`)
      failed = true
    }
    return failed ? errorType : boolType
  }

  /** An overload's types with type parameters of its own. */
  private instantiate({args, result}: Overload): {args: Type[]; result: Type} {
    const own = new Map<string, Type>()
    const collect = (type: Type): void => {
      if (type.kind === 'param' && !own.has(type.name)) own.set(type.name, this.newParam())
      for (const param of type.params) collect(param)
    }
    for (const type of [result, ...args]) collect(type)
    if (own.size === 0) return {args, result}
    return {args: args.map(type => substitute(own, type)), result: substitute(own, result)}
  }

  private list({items}: CreateList): Type {
    let joined: Type | undefined
    for (const {value, optional} of items) joined = this.join(joined, this.unwrapped(value, optional))
    return listType(joined ?? this.newParam())
  }

  private map({entries}: CreateMap): Type {
    let keys: Type | undefined
    let values: Type | undefined
    for (const {key, value, optional} of entries) {
      keys = this.join(keys, this.check(key))
      values = this.join(values, this.unwrapped(value, optional))
    }
    return mapType(keys ?? this.newParam(), values ?? this.newParam())
  }

  private unwrapped(value: Expression, optional: boolean): Type {
    const type = this.check(value)
    if (!optional) return type
    const inner = optionalOf(type)
    if (!inner && !isDyn(type)) this.mismatch(value, optionalType(type), type)
    return inner ?? type
  }

  private struct({name, fields, at}: CreateStruct): Type {
    const type = this.declarations.structs?.get(name.replace(/^\./, ''))
    if (!type) {
      this.problem(at, `undeclared reference to '${name}' (in container '')`)
      return errorType
    }
    for (const {name: field, value, optional, at: place} of fields) {
      const given = this.unwrapped(value, optional)
      const wanted = type.fields?.get(field) ?? type.anyField
      if (!wanted) this.problem(place, `undefined field '${field}'`)
      else if (!this.assign([wanted], [given]))
        this.problem(
          place,
          `expected type of field '${field}' is '${typeText(wanted)}' but provided type is '${typeText(given)}'`,
        )
    }
    return type
  }

  private fold(expression: Fold): Type {
    const {range, variable, second, accumulator, initial, condition, step, result} = expression
    this.check(range)
    const carried = this.check(initial)
    const over = substitute(this.known, this.types.get(range)!)
    const {item, pair} = this.loopTypes(expression, over)
    this.scopes.push(new Map([[accumulator, carried]]))
    this.scopes.push(
      new Map(
        second === undefined
          ? [[variable, item]]
          : [
              [variable, pair],
              [second, item],
            ],
      ),
    )
    this.check(condition)
    this.assertType(condition, boolType)
    this.check(step)
    this.assertType(step, carried)
    this.scopes.pop()
    const found = this.check(result)
    this.scopes.pop()
    return substitute(this.known, found)
  }

  /** What the variables of a loop are: alone an item or a key; of two, the first an index or a key and the second an item or a value. */
  private loopTypes({range, second}: Fold, over: Type): {item: Type; pair: Type} {
    switch (over.kind) {
      case 'list':
        return {item: over.params[0]!, pair: intType}
      case 'map':
        return second === undefined
          ? {item: over.params[0]!, pair: dynType}
          : {item: over.params[1]!, pair: over.params[0]!}
      case 'dyn':
      case 'error':
      case 'param':
        this.assign([dynType], [over])
        return {item: dynType, pair: dynType}
      default:
        this.problem(
          range.at,
          `expression of type '${typeText(over)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        )
        return {item: errorType, pair: errorType}
    }
  }

  private join(previous: Type | undefined, current: Type): Type {
    if (!previous) return current
    return this.assign([previous], [current]) ? mostGeneral(previous, current) : dynType
  }

  private assertType(expression: Expression, wanted: Type): void {
    const type = this.types.get(expression)!
    if (!this.assign([wanted], [type])) this.mismatch(expression, wanted, type)
  }

  private mismatch({at}: Expression, wanted: Type, got: Type): void {
    this.problem(at, `expected type '${typeText(wanted)}' but found '${typeText(got)}'`)
  }

  private assign(from: readonly Type[], to: readonly Type[]): boolean {
    const found = assignable(this.known, from, to)
    if (found) this.known = found
    return found !== undefined
  }

  private newParam(): Type {
    this.fresh += 1
    return paramType(`_var${this.fresh - 1}`)
  }

  private problem(at: number, message: string): void {
    this.problems.push({at, message})
  }
}

function literalType(value: unknown): Type {
  switch (typeof value) {
    case 'boolean':
      return boolType
    case 'bigint':
      return intType
    case 'number':
      return doubleType
    case 'string':
      return stringType
  }
  if (value instanceof CelUint) return uintType
  return value instanceof Uint8Array ? bytesType : nullType
}
