/** What the interpreter's errors have in common. */
interface CelFailure {
  code?: string
  summary?: string
  message: string
  range?: {start: number; end: number}
  node?: CelNode
}

interface CelNode {
  op: string
  args: unknown
  start: number
  end: number
}

/** A compile error as cel-go writes it: `ERROR: <input>:1:5: undefined field 'x'`, with the line and a pointer. */
export function compileErrorText(expression: string, failure: CelFailure): string {
  const {message, at} = explain(expression, failure)
  const before = expression.slice(0, at)
  const line = before.split('\n').length
  const column = at - (before.lastIndexOf('\n') + 1)
  const source = expression.split('\n')[line - 1] ?? ''
  return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${source}\n | ${'.'.repeat(column)}^`
}

function explain(expression: string, {code, summary = '', range, node}: CelFailure): {message: string; at: number} {
  const start = range?.start ?? 0
  switch (code) {
    case 'no_such_key':
      return {message: `undefined field '${summary.replace(/^No such key: /, '')}'`, at: dotBefore(expression, start)}
    case 'unknown_variable':
      return {
        message: `undeclared reference to '${summary.replace(/^Unknown variable: /, '')}' (in container '')`,
        at: start,
      }
    case 'no_such_overload':
      return overload(expression, summary, node, start)
    case 'no_matching_overload':
      return call(expression, summary, node, start)
    case 'unexpected_token':
      return {message: `Syntax error: ${syntaxProblem(summary)}`, at: start}
    default:
      return {message: summary || 'invalid expression', at: start}
  }
}

const dotBefore = (expression: string, at: number): number =>
  expression[at - 1] === '.' || expression[at - 1] === '?' ? at - 1 : at

/** `no such overload: int <= string` as the function that the operator is. */
function overload(expression: string, summary: string, node: CelNode | undefined, start: number) {
  const binary = /^no such overload: (.+?) (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in|&&|\|\|) (.+)$/.exec(summary)
  if (!binary) return {message: summary.replace('no such overload: ', 'found no matching overload for '), at: start}
  const [, left = '', operator = '', right = ''] = binary
  const name = operator === 'in' ? '@in' : `_${operator}_`
  const first = Array.isArray(node?.args) ? (node.args[0] as CelNode | undefined) : undefined
  const from = first?.end ?? start
  const at = expression.indexOf(operator, from)
  return {
    message: `found no matching overload for '${name}' applied to '(${plainType(left)}, ${plainType(right)})'`,
    at: at < 0 ? start : at,
  }
}

/** `found no matching overload for 'string.foo(int)'` as cel-go has it, or that there is no such function at all. */
function call(expression: string, summary: string, node: CelNode | undefined, start: number) {
  const [, receiver, name = '', args = ''] = /for '(?:(.*)\.)?(\w+)\((.*)\)'$/.exec(summary) ?? []
  const target = Array.isArray(node?.args) ? (node.args[1] as CelNode | undefined) : undefined
  const parenthesis = expression.indexOf('(', expression.indexOf(name, target?.end ?? start))
  const at = parenthesis < 0 ? start : parenthesis
  if (!knownFunctions.has(name)) return {message: `undeclared reference to '${name}' (in container '')`, at}
  const types = args.split(', ').filter(Boolean).map(plainType).join(', ')
  const applied = receiver === undefined ? `(${types})` : `${plainType(receiver)}.(${types})`
  return {message: `found no matching overload for '${name}' applied to '${applied}'`, at}
}

const knownFunctions = new Set(
  'size contains startsWith endsWith matches indexOf lastIndexOf substring split join replace trim lowerAscii upperAscii format find findAll charAt isSorted sum min max int uint double string bool bytes duration timestamp type dyn quantity ip cidr url isQuantity isIP isCIDR isURL getHost getScheme getPort validate containsIP containsCIDR getFullYear getMonth getDate getHours getMinutes getSeconds all exists exists_one map filter has'.split(
    ' ',
  ),
)

const plainType = (type: string): string => type.replace(/^dyn<(.*)>$/, '$1').replaceAll(/<(.*)>/g, '($1)')

function syntaxProblem(summary: string): string {
  const token = summary.replace(/^Unexpected token: /, '')
  const name = token === 'EOF' ? '<EOF>' : token
  return `mismatched input '${name}' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}`
}

/** A failure while an expression ran, as cel-go says it. */
export function runtimeErrorText(error: unknown): string {
  const {code, summary, message} = error as CelFailure
  const text = summary ?? message
  switch (code) {
    case 'index_out_of_bounds':
      return `index out of bounds: ${/index (-?\d+)/.exec(text)?.[1] ?? ''}`
    case 'no_such_key':
      return `no such key: ${text.replace(/^No such key: /, '')}`
    case 'no_such_overload':
    case 'no_matching_overload':
    case 'invalid_condition_type':
      return 'no such overload'
    case 'numeric_overflow':
      return 'integer overflow'
    case 'division_by_zero':
      return 'division by zero'
    case 'unknown_variable':
      return `no such attribute(s): ${text.replace(/^Unknown variable: /, '')}`
    default:
      return text.split('\n')[0] ?? ''
  }
}
