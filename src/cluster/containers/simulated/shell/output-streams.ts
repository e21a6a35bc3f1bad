import type {TransformPlugin} from 'just-bash'
import {liveOutput} from './live-output.ts'

/** Descriptors on which output leaves a script at once; descriptor 1 and 2 are handed over only when a command has ended. */
const leaving: Record<number, number> = {1: 61, 2: 62}

/** The first line of a script that is rewritten by `outputStreams`: where its output goes. */
export const openStreams = (out: string, err: string): string => `exec ${leaving[1]}>>${out} ${leaving[2]}>>${err}`

type Node = Record<string, unknown>

const compound = new Set(['If', 'For', 'CStyleFor', 'While', 'Until', 'Case', 'Group', 'Subshell'])
const silent = new Set(['break', 'continue', 'return', 'exit', 'shift', 'local', 'export', 'readonly', 'unset', ':'])
const listing = new Set(['export', 'readonly'])

/**
 * Lets each command of a script write to the leaving descriptors. Where a pipe, a substitution or a file takes a command's output, the leaving
 * descriptors lead there for as long as it runs, so that functions that it calls write there too. A script that a command runs (`sh -c`, xargs,
 * `find -exec`) has no leaving descriptors: what it puts out is that command's output.
 */
export const outputStreams: TransformPlugin = {
  name: 'output-streams',
  transform: ({ast}) => ({ast: (opensStreams(ast) ? rewrite(ast) : ast) as typeof ast}),
}

/** Whether a script begins with what `openStreams` says. */
function opensStreams({statements}: {statements: unknown[]}): boolean {
  const pipelines = (statements[0] as Node | undefined)?.['pipelines'] as {commands: Node[]}[] | undefined
  const redirections = pipelines?.[0]?.commands[0]?.['redirections'] as {fd?: number | null}[] | undefined
  return redirections?.[0]?.fd === leaving[1]
}

function rewrite(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewrite)
  if (!isNode(node)) return node
  const copy: Node = {}
  for (const [key, value] of Object.entries(node)) copy[key] = typeof value === 'object' ? rewrite(value) : value
  if (copy['type'] === 'Pipeline') return {...copy, commands: pipelineMembers(copy)}
  if (copy['type'] === 'CommandSubstitution' && !isFileRead(copy))
    return {...copy, body: captured(copy['body'] as Node)}
  if (copy['type'] === 'ProcessSubstitution' && copy['direction'] === 'input')
    return {...copy, body: captured(copy['body'] as Node)}
  return copy
}

function pipelineMembers({commands, pipeStderr = []}: {commands?: Node[]; pipeStderr?: boolean[]}): Node[] {
  const last = commands!.length - 1
  return commands!.map((member, index) => {
    const taken = index === last ? [] : pipeStderr[index] ? [1, 2] : [1]
    return redirected(member, taken)
  })
}

/** `taken`: the descriptors that lead into a pipe. */
function redirected(member: Node, taken: number[]): Node {
  const own = (member['redirections'] as Node[] | undefined) ?? []
  if (nameOf(member) === 'exec') return {...member, redirections: own.flatMap(forGood)}
  const isCompound = compound.has(String(member['type']))
  const isCommand = member['type'] === 'SimpleCommand' && member['name'] !== null && !isSilent(member)
  if (!isCompound && !isCommand) return member
  const elsewhere = new Set([...taken, ...own.flatMap(descriptors)])
  const mark = elsewhere.size === 0 && nameOf(member) === 'kubectl' ? [isLive, ...assignmentsOf(member)] : undefined
  if (isCompound && elsewhere.size === 0) return member
  const free = [1, 2].filter(fd => !taken.includes(fd))
  const rewritten = {
    ...member,
    ...(mark && {assignments: mark}),
    redirections: [
      ...free.map(fd => duplicate(fd, leaving[fd]!)),
      ...own,
      ...[...elsewhere].map(fd => duplicate(leaving[fd]!, fd)),
    ],
  }
  return isCommand && own.some(isFile) && !taken.includes(2) ? complaining(rewritten) : rewritten
}

/** `export` and `readonly` without a name to set tell what there is. */
function isSilent(member: Node): boolean {
  const name = nameOf(member) ?? ''
  const args = (member['args'] as Node[] | undefined) ?? []
  return silent.has(name) && !(listing.has(name) && args.every(argument => literal(argument) === '-p'))
}

/** A command whose file cannot be opened is not run: that the shell says so leaves at once, as what a command says does. */
const complaining = (member: Node): Node => ({
  type: 'Group',
  body: [statementOf(member)],
  redirections: [duplicate(2, leaving[2]!)],
})

const isFile = ({operator}: Node): boolean => /^(<|>|>>|>\||<>|&>|&>>)$/.test(String(operator))

/** `exec >FILE` moves the leaving descriptors themselves. */
function forGood(redirection: Node): Node[] {
  const {operator, fd, target} = redirection as {operator: string; fd: number | null; target: Node}
  if (operator === '&>' || operator === '&>>')
    return [{...redirection, operator: operator.slice(1), fd: leaving[1]}, duplicate(leaving[2]!, leaving[1]!)]
  if (!isOutput(operator)) return [redirection]
  const to = leaving[fd ?? 1] ?? fd
  const from = operator === '>&' ? leaving[Number(literal(target))] : undefined
  return [{...redirection, fd: to, ...(from !== undefined && {target: word(String(from))})}]
}

const captured = (script: Node): Node => ({
  ...script,
  statements: [statementOf({type: 'Group', body: script['statements'], redirections: [duplicate(leaving[1]!, 1)]})],
})

const statementOf = (command: Node): Node => ({
  type: 'Statement',
  pipelines: [{type: 'Pipeline', commands: [command], negated: false, timed: false, timePosix: false}],
  operators: [],
  background: false,
})

/** `$(<FILE)` is no command. */
function isFileRead({body}: {body?: Node}): boolean {
  const statements = body!['statements'] as {pipelines: {commands: Node[]}[]}[]
  const commands = statements.flatMap(({pipelines}) => pipelines.flatMap(pipeline => pipeline.commands))
  return commands.length <= 1 && (commands[0]?.['name'] ?? null) === null && commands[0]?.['type'] !== 'Group'
}

/** Which of descriptor 1 and 2 a redirection sends elsewhere. */
function descriptors({operator, fd}: {operator?: string; fd?: number | null}): number[] {
  if (operator === '&>' || operator === '&>>') return [1, 2]
  if (!isOutput(operator!)) return []
  return fd === 2 ? [2] : (fd ?? 1) === 1 ? [1] : []
}

const isOutput = (operator: string): boolean => ['>', '>>', '>|', '>&'].includes(operator)

function nameOf(member: Node): string | undefined {
  return member['type'] === 'SimpleCommand' && isNode(member['name']) ? literal(member['name']) : undefined
}

function literal(target: Node): string | undefined {
  const parts = (target['parts'] as Node[] | undefined) ?? []
  return parts.length === 1 && /^(Literal|SingleQuoted)$/.test(String(parts[0]!['type']))
    ? String(parts[0]!['value'])
    : undefined
}

const assignmentsOf = (member: Node): Node[] => (member['assignments'] as Node[] | undefined) ?? []

const word = (value: string): Node => ({type: 'Word', parts: [{type: 'Literal', value}]})

/** `__live_output=1`: what this command says leaves at once, if it wants to. */
const isLive: Node = {type: 'Assignment', name: liveOutput, value: word('1'), append: false, array: null}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const duplicate = (fd: number, from: number): Node => ({
  type: 'Redirection',
  fd,
  operator: '>&',
  target: word(String(from)),
})
