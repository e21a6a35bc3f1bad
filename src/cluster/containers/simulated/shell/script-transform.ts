import {parse, serialize, type TransformPlugin} from 'just-bash'
import {pipedYes} from './piped-yes.ts'

/** The names under which rewritten scripts reach our own commands. */
export const internal = {
  spawn: '__spawn',
  wait: '__wait',
  tick: '__tick',
  kill: '__kill',
  follow: '__follow',
  live: '__live',
  /** Has no effect but the exit code that it is given. */
  status: '__status',
} as const

/** Where a script left its last background job's process id. */
export const lastJob = '__last_job'

type Node = Record<string, unknown>

/**
 * Rewrites what the interpreter does not do as a shell does: commands in the background really run beside the script, `wait` waits for them,
 * `exec COMMAND` ends the script, assignments succeed, what `tail -f` is piped into gets its lines as they come, a `yes` ends with its reader, and loops tell us of each round, so that one that never sleeps can be put aside.
 */
export const processSemantics: TransformPlugin = {
  name: 'process-semantics',
  transform: ({ast}) => {
    const functions: string[] = []
    collectFunctions(ast, functions)
    return {ast: rewrite(ast, functions.join('\n')) as typeof ast}
  },
}

/** The functions that a script defines, by name. */
export function definitionsIn(script: string): Map<string, string> {
  const found: string[] = []
  collectFunctions(parse(script), found)
  return new Map(found.map(source => [/[\w.-]+/.exec(source)![0], source]))
}

function collectFunctions(node: unknown, found: string[]): void {
  if (Array.isArray(node)) for (const item of node) collectFunctions(item, found)
  if (!isNode(node)) return
  if (node['type'] === 'FunctionDef')
    found.push(
      sourceOf({
        type: 'Statement',
        pipelines: [{type: 'Pipeline', commands: [node], negated: false}],
        operators: [],
        background: false,
      }),
    )
  else for (const value of Object.values(node)) if (typeof value === 'object') collectFunctions(value, found)
}

function rewrite(node: unknown, functions: string): unknown {
  if (Array.isArray(node)) return node.flatMap(item => rewriteItem(item, functions))
  if (!isNode(node)) return node
  const copy: Node = {}
  for (const [key, value] of Object.entries(node))
    copy[key] = typeof value === 'object' ? rewrite(value, functions) : value
  if (copy['type'] === 'ParameterExpansion' && copy['parameter'] === '!') copy['parameter'] = lastJob
  if (copy['type'] === 'SimpleCommand' && nameOf(copy) === 'wait') copy['name'] = word(internal.wait)
  if (copy['type'] === 'SimpleCommand' && nameOf(copy) === 'kill') copy['name'] = word(internal.kill)
  if (copy['type'] === 'Pipeline') copy['commands'] = pipedYes(copy['commands'] as Node[])
  if (['While', 'Until', 'CStyleFor'].includes(String(copy['type'])))
    copy['body'] = [statement([command([word(internal.tick)])]), ...(copy['body'] as unknown[])]
  return copy['type'] === 'Statement' ? withSuccess(copy) : copy
}

/**
 * The interpreter leaves the status as it was after `A=x`, and ends a script for it that is to end on errors: so `|| case x in esac` comes after it, which
 * succeeds and does not show in traces. After `&&` the status is 0 anyway.
 */
function withSuccess(item: Node): Node {
  const operators = item['operators'] as string[]
  const list = {pipelines: [] as Node[], operators: [] as string[]}
  for (const [index, next] of (item['pipelines'] as Node[]).entries()) {
    const before = operators[index - 1]
    if (before !== undefined) list.operators.push(before)
    list.pipelines.push(next)
    const commands = next['commands'] as Node[]
    if (before === '&&' || commands.length > 1 || !isPlainAssignment(commands[0]!)) continue
    list.operators.push('||')
    list.pipelines.push(success())
  }
  return {...item, ...list}
}

const success = (): Node => (parse('case x in esac').statements as unknown as {pipelines: Node[]}[])[0]!.pipelines[0]!

/** `A=x`, whose status is 0 whatever was before it; that of `A=$(command)` is the command's. */
const isPlainAssignment = (node: Node): boolean =>
  node['type'] === 'SimpleCommand' &&
  node['name'] === null &&
  (node['assignments'] as Node[]).length > 0 &&
  (node['redirections'] as Node[]).length === 0 &&
  !runsSomething(node['assignments'])

function runsSomething(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(runsSomething)
  return isNode(node) && (node['type'] === 'CommandSubstitution' || Object.values(node).some(runsSomething))
}

function rewriteItem(item: unknown, functions: string): unknown[] {
  if (!isNode(item) || item['type'] !== 'Statement') return [rewrite(item, functions)]
  if (item['background'] === true) {
    const source = sourceOf({...item, background: false})
    const script = functions ? `${functions}\n${source}` : source
    return [statement([command([word(internal.spawn), quoted(script), quoted(source)])])]
  }
  const followed = followedBy(item)
  if (followed) return [rewrite(followed, functions)]
  const only = onlyCommand(item)
  const args = only?.['args'] as Node[] | undefined
  if (only && nameOf(only) === 'exec' && args && args.length > 0) {
    const run = statement([{...only, name: args[0], args: args.slice(1)}])
    return [rewrite(run, functions), ...(parse('exit $?').statements as unknown[])]
  }
  return [rewrite(item, functions)]
}

/** `tail -f FILE | REST` */
function followedBy(item: Node): Node | undefined {
  const [first, ...others] = item['pipelines'] as Node[]
  const [tail, ...rest] = first!['commands'] as Node[]
  if (others.length > 0 || rest.length === 0 || tail!['type'] !== 'SimpleCommand' || nameOf(tail!) !== 'tail')
    return undefined
  const args = tail!['args'] as Node[]
  if (!args.some(arg => /^-[a-zA-Z]*[fF]$|^--follow$/.test(literalOf(arg) ?? ''))) return undefined
  const source = sourceOf(statement(rest))
  return statement([command([word(internal.follow), quoted(source), ...args])])
}

function onlyCommand(item: Node): Node | undefined {
  const pipelines = item['pipelines'] as Node[]
  const commands = pipelines.length === 1 ? (pipelines[0]!['commands'] as Node[]) : []
  return commands.length === 1 && commands[0]!['type'] === 'SimpleCommand' ? commands[0] : undefined
}

const nameOf = (command: Node): string | undefined => literalOf(command['name'])

function literalOf(node: unknown): string | undefined {
  const parts = (node as {parts?: Node[]} | null)?.parts
  return parts?.length === 1 && parts[0]!['type'] === 'Literal' ? String(parts[0]!['value']) : undefined
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const sourceOf = (item: Node): string => serialize({type: 'Script', statements: [item]} as never)
const word = (value: string): Node => ({type: 'Word', parts: [{type: 'Literal', value}]})
const quoted = (value: string): Node => ({type: 'Word', parts: [{type: 'SingleQuoted', value}]})
const command = ([name, ...args]: Node[]): Node => ({
  type: 'SimpleCommand',
  name,
  args,
  assignments: [],
  redirections: [],
  line: 1,
})
const statement = (commands: Node[]): Node => ({
  type: 'Statement',
  pipelines: [{type: 'Pipeline', commands, negated: false, timed: false, timePosix: false}],
  operators: [],
  background: false,
})
