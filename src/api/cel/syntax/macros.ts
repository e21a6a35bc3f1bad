import type {Call, Expression, Fold} from './expression.ts'
import type {Problem} from './problem.ts'

export interface MacroCall {
  name: string
  at: number
  target?: Expression
  args: Expression[]
}

type Macro = (macro: Required<MacroCall>) => Expression | Problem

/** What a macro's call stands for; a problem where its arguments are none of a macro; undefined where it is a plain call. */
export function expandMacro({name, at, target, args}: MacroCall, bindings: boolean): Expression | Problem | undefined {
  if (!target) return name === 'has' && args.length === 1 ? has(at, args[0]!) : undefined
  if (bindings && isBinding({name, at, target, args})) return bindName(args as [Expression, Expression, Expression], at)
  return macros[`${name}/${args.length}`]?.({name, at, target, args})
}

const isBinding = ({name, target, args}: MacroCall): boolean =>
  name === 'bind' && args.length === 3 && target?.op === 'identifier' && target.name === 'cel'

/** `cel.bind(x, value, body)`: the body, with x for the value. */
const bindName = ([variable, value, body]: [Expression, Expression, Expression], at: number): Expression | Problem =>
  variable.op === 'identifier'
    ? bind({at, name: variable.name, value, body})
    : {at: variable.at, message: 'cel.bind() variable names must be simple identifiers'}

/** The variable that carries the result along; programs cannot mention it. */
const carried = '@result'

function has(at: number, argument: Expression): Expression | Problem {
  if (argument.op !== 'select') return {at: argument.at, message: 'invalid argument to has() macro'}
  return {...argument, at, test: true}
}

const macros: Record<string, Macro> = {
  'all/2': macro => loop(macro, 1, all),
  'all/3': macro => loop(macro, 2, all),
  'exists/2': macro => loop(macro, 1, exists),
  'exists/3': macro => loop(macro, 2, exists),
  'exists_one/2': macro => loop(macro, 1, existsOne),
  'existsOne/2': macro => loop(macro, 1, existsOne),
  'existsOne/3': macro => loop(macro, 2, existsOne),
  'filter/2': macro => loop(macro, 1, filter, 'argument is not an identifier'),
  'map/2': macro => loop(macro, 1, transformList, 'argument is not an identifier'),
  'map/3': macro => loop(macro, 1, transformList, 'argument is not an identifier'),
  'transformList/3': macro => loop(macro, 2, transformList),
  'transformList/4': macro => loop(macro, 2, transformList),
  'transformMap/3': macro => loop(macro, 2, transformMap),
  'transformMap/4': macro => loop(macro, 2, transformMap),
  'transformMapEntry/3': macro => loop(macro, 2, transformEntries),
  'transformMapEntry/4': macro => loop(macro, 2, transformEntries),
  'optMap/2': macro => whenPresent(macro, body => call(macro.at, 'optional.of', body)),
  'optFlatMap/2': macro => whenPresent(macro, body => body),
}

/** What of a loop its macro decides; `rest` are the arguments after the variables. */
interface Body {
  at: number
  variables: Expression[]
  rest: Expression[]
}

type LoopParts = Pick<Fold, 'initial' | 'condition' | 'step' | 'result'>

function loop(
  {at, target, args}: Required<MacroCall>,
  count: 1 | 2,
  parts: (body: Body) => LoopParts,
  complaint = 'argument must be a simple name',
): Expression | Problem {
  const variables = args.slice(0, count)
  for (const argument of variables) {
    if (argument.op !== 'identifier') return {at: argument.at, message: complaint}
    if (argument.name === '__result__' || argument.name === carried)
      return {at: argument.at, message: 'iteration variable overwrites accumulator variable'}
  }
  const [first, second] = variables.map(variable => (variable.op === 'identifier' ? variable.name : ''))
  if (first === second) return {at: variables[1]!.at, message: `duplicate variable name: ${first}`}
  return {
    op: 'fold',
    at,
    range: target,
    variable: first!,
    ...(second !== undefined && {second}),
    accumulator: carried,
    ...parts({at, variables, rest: args.slice(count)}),
  }
}

const call = (at: number, name: string, ...args: Expression[]): Call => ({op: 'call', at, name, args})
const member = (at: number, target: Expression, name: string): Call => ({op: 'call', at, name, target, args: []})
const literal = (at: number, value: unknown): Expression => ({op: 'literal', at, value})
const soFar = (at: number): Expression => ({op: 'identifier', at, name: carried})
const listOf = (at: number, ...items: Expression[]): Expression => ({
  op: 'list',
  at,
  items: items.map(value => ({value, optional: false})),
})

const all = ({at, rest}: Body): LoopParts => ({
  initial: literal(at, true),
  condition: call(at, '@not_strictly_false', soFar(at)),
  step: call(at, '_&&_', soFar(at), rest[0]!),
  result: soFar(at),
})

const exists = ({at, rest}: Body): LoopParts => ({
  initial: literal(at, false),
  condition: call(at, '@not_strictly_false', call(at, '!_', soFar(at))),
  step: call(at, '_||_', soFar(at), rest[0]!),
  result: soFar(at),
})

const existsOne = ({at, rest}: Body): LoopParts => ({
  initial: literal(at, 0n),
  condition: literal(at, true),
  step: call(at, '_?_:_', rest[0]!, call(at, '_+_', soFar(at), literal(at, 1n)), soFar(at)),
  result: call(at, '_==_', soFar(at), literal(at, 1n)),
})

const filter = ({at, variables, rest}: Body): LoopParts =>
  collect(at, listOf(at), rest[0], call(at, '_+_', soFar(at), listOf(at, variables[0]!)))

function transformList({at, rest}: Body): LoopParts {
  const {test, value} = testAndValue(rest)
  return collect(at, listOf(at), test, call(at, '_+_', soFar(at), listOf(at, value)))
}

function transformMap({at, variables, rest}: Body): LoopParts {
  const {test, value} = testAndValue(rest)
  const key: Expression = {...variables[0]!, at}
  return collect(at, {op: 'map', at, entries: []}, test, call(at, 'cel.@mapInsert', soFar(at), key, value))
}

function transformEntries({at, rest}: Body): LoopParts {
  const {test, value} = testAndValue(rest)
  return collect(at, {op: 'map', at, entries: []}, test, call(at, 'cel.@mapInsert', soFar(at), value))
}

const testAndValue = (rest: Expression[]): {test?: Expression; value: Expression} =>
  rest.length === 2 ? {test: rest[0]!, value: rest[1]!} : {value: rest[0]!}

const collect = (at: number, initial: Expression, test: Expression | undefined, step: Expression): LoopParts => ({
  initial,
  condition: literal(at, true),
  step: test ? call(at, '_?_:_', test, step, soFar(at)) : step,
  result: soFar(at),
})

/** `optional.optMap(x, body)`: the body, with the value bound to x, where there is one. */
function whenPresent(
  {name, at, target, args}: Required<MacroCall>,
  wrap: (body: Expression) => Expression,
): Expression | Problem {
  const [variable, body] = args as [Expression, Expression]
  if (variable.op !== 'identifier')
    return {at: variable.at, message: `${name}() variable name must be a simple identifier`}
  const bound = bind({at, name: variable.name, value: member(at, structuredClone(target), 'value'), body})
  return call(at, '_?_:_', member(at, target, 'hasValue'), wrap(bound), call(at, 'optional.none'))
}

/** A loop over nothing: it only names a value. */
function bind({at, name, value, body}: {at: number; name: string; value: Expression; body: Expression}): Fold {
  return {
    op: 'fold',
    at,
    range: listOf(at),
    variable: '#unused',
    accumulator: name,
    initial: value,
    condition: literal(at, false),
    step: {op: 'identifier', at, name},
    result: body,
  }
}
