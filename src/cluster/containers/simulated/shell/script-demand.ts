import {parse} from 'just-bash'
import {readsInput} from './reads-input.ts'
import {withoutPrefixes} from './without-prefixes.ts'

type Node = Record<string, unknown>
type Words = readonly (string | undefined)[]

/** How many lines of its input a script reads: none, that many, or all to the end. */
export type ScriptDemand = number | 'all'

/** What a script reads itself of what it is given. One that has no sense reads nothing. */
export function scriptDemand(script: string): ScriptDemand {
  let statements: unknown
  try {
    statements = parse(script).statements
  } catch {
    return 0
  }
  return demandOf(statements)
}

function demandOf(statements: unknown): ScriptDemand {
  let lines = 0
  const functions = new Map<string, unknown>()
  /** Whether it reads all there is. */
  const visit = (node: unknown, loops: boolean): boolean => {
    if (Array.isArray(node)) return node.some(each => visit(each, loops))
    if (typeof node !== 'object' || node === null) return false
    const {type} = node as {type?: string}
    if (type === 'FunctionDef') {
      functions.set(String((node as Node)['name']), (node as Node)['body'])
      return false
    }
    if (type === 'Pipeline') return visit(((node as Node)['commands'] as Node[])[0], loops)
    if (hasInput(node as Node)) return false
    if (type === 'SimpleCommand')
      return command(
        withoutPrefixes([(node as Node)['name'], ...((node as Node)['args'] as Node[])].map(literal)),
        loops,
      )
    const isLoop = ['While', 'Until', 'For', 'CStyleFor'].includes(String(type))
    return Object.values(node).some(value => typeof value === 'object' && visit(value, loops || isLoop))
  }
  const command = (words: Words, loops: boolean): boolean => {
    const body = functions.get(words[0] ?? '')
    if (body !== undefined) {
      // It may call itself.
      functions.delete(words[0]!)
      return visit(body, loops)
    }
    if (words[0] === 'read') {
      lines += 1
      return loops
    }
    const inner = innerScript(words)
    if (inner === undefined) return readsInput(words)
    const demand = inner === 'input' ? 'all' : scriptDemand(inner.script)
    if (demand !== 'all') lines += demand
    return demand === 'all' || (loops && demand > 0)
  }
  return visit(statements, false) ? 'all' : lines
}

/** The script that a shell is given; `input` where that comes, or may come, from its input. Undefined: it is no shell. */
function innerScript([name = '', ...args]: Words): {script: string} | 'input' | undefined {
  if (!/(^|\/)(sh|bash|ash|dash)$/.test(name)) return undefined
  const at = args.findIndex(word => /^-[a-z]*c$/.test(word ?? ''))
  const script = at < 0 ? undefined : args[at + 1]
  return script === undefined ? 'input' : {script}
}

const hasInput = ({redirections}: Node): boolean =>
  ((redirections ?? []) as {operator: string; fd?: number | null}[]).some(
    ({operator, fd}) => operator.startsWith('<') && (fd ?? 0) === 0,
  )

/** undefined: it is computed. */
function literal(word: unknown): string | undefined {
  const parts = (word as {parts?: {type: string; value?: string; parts?: unknown[]}[]} | null)?.parts ?? []
  const texts = parts.map(part =>
    part.type === 'DoubleQuoted'
      ? literal(part)
      : /^(Literal|SingleQuoted|Escaped)$/.test(part.type)
        ? part.value
        : undefined,
  )
  return texts.includes(undefined) ? undefined : texts.join('')
}
