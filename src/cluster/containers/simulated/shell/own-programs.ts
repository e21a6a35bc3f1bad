import type {FileNode, TreeNode} from '../files/tree.ts'
import {elf, executableText} from '../images/executable-text.ts'
import {foldersToFill, imageContent, only} from './image-content.ts'
import {literal, type Node, simpleCommands, statementsOf} from './simple-commands.ts'

/** What a script in an image that nobody knows says of the image's own programs. */
export interface OwnPrograms {
  /**
   * Finds such a program; whatever is asked for by name is there, and what is copied from where `nowhere` says that not even the folder is known, or from
   * the root, where nothing is but what an image puts there.
   */
  find(path: string, nowhere: boolean): TreeNode | undefined
  /** Whether the script ends with it: then it is what the container is for, and goes on. */
  isLast(name: string): boolean
  /** Files that such a program leaves where there is nothing yet. */
  leaves: string[]
}

/** The folders of the usual PATH, but for its last one: there a name is looked up only if it is nowhere else. */
const earlier = new Set(['/usr/local/sbin/', '/usr/local/bin/', '/usr/sbin/', '/usr/bin/', '/sbin/'])

/** `denied` says which names the image does not have. */
export function ownPrograms(
  script: string,
  denied: (name: string) => boolean,
  args: readonly string[] = [],
): OwnPrograms {
  const statements = statementsOf(script)
  const commands = [...simpleCommands(statements)]
  const called = new Set(commands.flatMap(({name, args: words}) => (name === 'exec' ? literal(words[0]) : name) ?? []))
  const handled = new Set(called.size === 1 && copies(called) ? args.slice(0, -1).filter(isProgramPath) : [])
  for (const {name = '', args: words} of commands)
    for (const path of copies([name]) ? words.slice(0, -1).map(literal) : [])
      if (path && isProgramPath(path)) handled.add(path)
  const last = lastCommands(statements)
  const content = imageContent(statements, script)
  const find = (path: string, nowhere: boolean): TreeNode | undefined => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const place = path.slice(0, path.length - name.length)
    if (denied(name) || name.startsWith(elf) || name.startsWith('__')) return undefined
    if (handled.has(path) || called.has(path)) return program(path)
    if ((nowhere || place === '/') && content.has(path)) return content.get(path)
    if (earlier.has(place)) return undefined
    return called.has(`.${path}`) || /\/s?bin\/$/.test(place) || name.endsWith('.sh') ? program(path) : undefined
  }
  const leaves = foldersToFill(statements).map(folder => `${folder}/${only}`)
  return {find, isLast: name => last.has(name) || last.has(''), leaves}
}

/** Whether these commands hand on what they name before their last argument. */
const copies = (names: Iterable<string>): boolean => [...names].every(name => /^(.*\/)?(cp|mv|install)$/.test(name))

/** A program that is not run but handed on: `cp /usr/local/bin/app /shared/`. */
const isProgramPath = (path: string): boolean => /^\/(?:[^/]+\/)*s?bin\/[^/]+$/.test(path)

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
      if (name === 'exec') names.add(baseName(literal((command['args'] as unknown[])[0])))
      else if (isLast || statement['background'] === true) names.add(baseName(name))
    }
  }
  return names
}

const baseName = (path = ''): string => path.slice(path.lastIndexOf('/') + 1)

const program = (path: string): FileNode => ({
  type: 'file',
  content: executableText(path),
  mode: 0o755,
  mtime: 0,
  base: true,
})
