import {parse, type TransformPlugin} from 'just-bash'
import {readsInput} from './reads-input.ts'
import {internal} from './script-transform.ts'

/** Where a script's commands read what its shell is given: a line of it, or all of it. */
export const inputDevices = {line: '/dev/.line', all: '/dev/.all'} as const

type Node = Record<string, unknown>

/** Whether a command's standard streams are those of the shell that runs it. */
interface Inherited {
  input: boolean
  output: boolean
}

const isShell = /(^|\/)(sh|bash|ash|dash)$/

const all: Inherited = {input: true, output: true}

/**
 * Lets `read` and `cat` have what a script is given as it comes. Other commands have it all at once, if at all, which is what `readsAsItComes`
 * is for.
 */
export const liveInput: TransformPlugin = {
  name: 'live-input',
  transform: ({ast}) => ({ast: rewrite(ast, all, () => {}) as typeof ast}),
}

/** Whether of a script's commands that read its input each can do so as it comes. */
export function readsAsItComes(script: string): boolean {
  let others = false
  try {
    rewrite(parse(script), all, () => {
      others = true
    })
  } catch {
    return false
  }
  return !others
}

/** `tell` hears of each command that may read the shell's input and cannot do it piece by piece. */
function rewrite(node: unknown, streams: Inherited, tell: () => void): unknown {
  if (Array.isArray(node)) return node.map(item => rewrite(item, streams, tell))
  if (typeof node !== 'object' || node === null) return node
  const own = inheritedBy(node as Node, streams)
  const copy: Node = {}
  for (const [key, value] of Object.entries(node))
    copy[key] = key === 'commands' ? members(value as Node[], own, tell) : rewrite(value, own, tell)
  return copy['type'] === 'SimpleCommand' && own.input ? reading(copy, own, tell) : copy
}

function members(commands: Node[], streams: Inherited, tell: () => void): unknown[] {
  const last = commands.length - 1
  return commands.map((member, at) =>
    rewrite(member, {input: streams.input && at === 0, output: streams.output && at === last}, tell),
  )
}

function inheritedBy(node: Node, {input, output}: Inherited): Inherited {
  const redirections = (node['redirections'] as {operator: string; fd: number | null}[] | undefined) ?? []
  const isCaptured = node['type'] === 'CommandSubstitution' || node['type'] === 'ProcessSubstitution'
  return {
    // What runs in the background reads nothing.
    input:
      input && node['background'] !== true && !redirections.some(({operator, fd}) => operator.startsWith('<') && !fd),
    output: output && !isCaptured && !redirections.some(({operator, fd}) => /^&?>/.test(operator) && (fd ?? 1) === 1),
  }
}

function reading(command: Node, {output}: Inherited, tell: () => void): Node {
  const name = literal(command['name'])
  const args = (command['args'] as unknown[]).map(literal)
  if (name === 'cat') {
    if (args.length > 0 && !(args.length === 1 && args[0] === '-')) {
      if (args.every(arg => arg === undefined || (arg !== '-' && !arg.startsWith('-')))) return command
      tell()
      return command
    }
    if (output) return {...command, name: word(internal.live), args: []}
    return intoFile(command) ?? from(command, inputDevices.all)
  }
  if (name === 'read') {
    if (args.some(arg => arg !== undefined && /^-[^rp]/.test(arg))) tell()
    return from(command, inputDevices.line)
  }
  if (isShell.test(name ?? '') || readsInput([name, ...args])) tell()
  return command
}

/** `cat > FILE` makes the file, and then puts into it what comes. */
function intoFile(command: Node): Node | undefined {
  const redirections = command['redirections'] as {operator: string; fd: number | null; target: Node}[]
  const [only, ...others] = redirections
  if (!only || others.length > 0 || (only.fd ?? 1) !== 1 || !/^>>?$/.test(only.operator)) return undefined
  const simple = (name: string, args: Node[], redirected: unknown[]): Node => ({
    ...command,
    name: word(name),
    args,
    redirections: redirected,
  })
  const pipelines = [simple(':', [], [only]), simple(internal.live, [only.target], [])].map(member => ({
    type: 'Pipeline',
    commands: [member],
    negated: false,
    timed: false,
    timePosix: false,
  }))
  const body = [{type: 'Statement', pipelines, operators: ['&&'], background: false}]
  return {type: 'Group', body, redirections: []}
}

const from = (command: Node, path: string): Node => ({
  ...command,
  redirections: [
    {type: 'Redirection', fd: null, operator: '<', target: word(path)},
    ...((command['redirections'] as Node[] | undefined) ?? []),
  ],
})

function literal(node: unknown): string | undefined {
  const parts = (node as {parts?: Node[]} | null)?.parts
  return parts?.length === 1 && parts[0]!['type'] === 'Literal' ? String(parts[0]!['value']) : undefined
}

const word = (value: string): Node => ({type: 'Word', parts: [{type: 'Literal', value}]})
