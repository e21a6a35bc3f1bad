import {parse} from 'just-bash'
import type {FileNode} from '../files/tree.ts'
import {elf, executableText} from '../images/executable-text.ts'

/** What a script in an image that nobody knows says of the image's own programs. */
export interface OwnPrograms {
  /** Finds such a program; whatever is asked for by name is there. */
  find(path: string): FileNode | undefined
  /** Whether the script ends with it: then it is what the container is for, and goes on. */
  isLast(name: string): boolean
}

/** The folders of the usual PATH, but for its last one: there a name is looked up only if it is nowhere else. */
const earlier = new Set(['/usr/local/sbin/', '/usr/local/bin/', '/usr/sbin/', '/usr/bin/', '/sbin/'])

type Node = Record<string, unknown>

/** `denied` says which names the image does not have. */
export function ownPrograms(
  script: string,
  denied: (name: string) => boolean,
  args: readonly string[] = [],
): OwnPrograms {
  const statements = statementsOf(script)
  const called = new Set<string>()
  collectNames(statements, called)
  const handled = new Set(called.size === 1 && copies(called) ? args.slice(0, -1).filter(isProgramPath) : [])
  collectArguments(statements, handled)
  const last = lastCommands(statements)
  const find = (path: string): FileNode | undefined => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const place = path.slice(0, path.length - name.length)
    if (denied(name) || name.startsWith(elf) || name.startsWith('__')) return undefined
    if (handled.has(path)) return program(path)
    if (earlier.has(place)) return undefined
    const asked = called.has(path) || called.has(`.${path}`)
    return asked || /\/s?bin\/$/.test(place) || name.endsWith('.sh') ? program(path) : undefined
  }
  return {find, isLast: name => last.has(name) || last.has('')}
}

function statementsOf(script: string): Node[] {
  try {
    return parse(script).statements as unknown as Node[]
  } catch {
    // The interpreter says what is wrong with it.
    return []
  }
}

function collectNames(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collectNames(item, names)
  else if (typeof node === 'object' && node !== null) {
    const name = (node as Node)['type'] === 'SimpleCommand' ? literal((node as Node)['name']) : undefined
    if (name) names.add(name)
    for (const value of Object.values(node)) collectNames(value, names)
  }
}

/** Whether these commands hand on what they name before their last argument. */
const copies = (names: Iterable<string>): boolean => [...names].every(name => /^(.*\/)?(cp|mv|install)$/.test(name))

/** A program that is not run but handed on: `cp /usr/local/bin/app /shared/`. */
const isProgramPath = (path: string): boolean => /^\/(?:[^/]+\/)*s?bin\/[^/]+$/.test(path)

function collectArguments(node: unknown, paths: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collectArguments(item, paths)
  else if (typeof node === 'object' && node !== null) {
    const {type, args} = node as {type?: string; args?: unknown[]}
    if (type === 'SimpleCommand')
      for (const arg of copies([literal((node as Node)['name']) ?? '']) ? (args ?? []).slice(0, -1) : []) {
        const path = literal(arg)
        if (path !== undefined && isProgramPath(path)) paths.add(path)
      }
    for (const value of Object.values(node)) collectArguments(value, paths)
  }
}

/** Names of the commands that a script ends with: after `&&` and in pipes too, with `exec` anywhere, and in the background; '' for one that is computed. */
function lastCommands(statements: Node[]): Set<string> {
  const names = new Set<string>()
  for (const [index, statement] of statements.entries()) {
    const pipelines = statement['pipelines'] as {commands: Node[]}[]
    for (const {commands} of pipelines) {
      const command = commands.at(-1)!
      if (command['type'] !== 'SimpleCommand') continue
      const name = literal(command['name'])
      const isLast = index === statements.length - 1 && commands === pipelines.at(-1)!.commands
      if (name === 'exec') names.add(literal((command['args'] as unknown[])[0]) ?? '')
      else if (isLast || statement['background'] === true) names.add(name ?? '')
    }
  }
  return names
}

function literal(word: unknown): string | undefined {
  const parts = (word as {parts?: {type: string; value?: string}[]} | null)?.parts
  return parts?.length === 1 && /^(Literal|SingleQuoted)$/.test(parts[0]!.type) ? parts[0]!.value : undefined
}

const program = (path: string): FileNode => ({
  type: 'file',
  content: executableText(path),
  mode: 0o755,
  mtime: 0,
  base: true,
})
