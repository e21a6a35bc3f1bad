import type {CommandClass} from './kctl-command.ts'

/** Loads a command when it is needed; what it is keyed by is what the user types. */
export type CommandTable = Record<string, () => Promise<{default: CommandClass}>>

export interface FoundCommand {
  /** `rollout status`; empty for the program itself. */
  path: string
  /** Everything but the words of the path. */
  argv: string[]
  /** The first word that is no flag and no part of the path. */
  next: string | undefined
}

/**
 * Finds the command that a line names, with flags before, between and behind its words as cobra allows. `aliases` leads
 * from other names to the one in the table.
 */
export function findCommand(
  argv: readonly string[],
  table: CommandTable,
  {takesValue, aliases = {}}: {takesValue(flag: string): boolean; aliases?: Record<string, string>},
): FoundCommand {
  let path = ''
  let rest = [...argv]
  for (;;) {
    const at = nextWord(rest, takesValue)
    const next = at === undefined ? undefined : rest[at]
    if (at === undefined || next === undefined) return {path, argv: rest, next: undefined}
    const typed = path ? `${path} ${next}` : next
    const candidate = Object.hasOwn(aliases, typed) ? (aliases[typed] as string) : typed
    if (!Object.hasOwn(table, candidate)) return {path, argv: rest, next}
    path = candidate
    rest = rest.toSpliced(at, 1)
    if (!hasChildren(path, table)) return {path, argv: rest, next: undefined}
  }
}

const hasChildren = (path: string, table: CommandTable): boolean =>
  Object.keys(table).some(key => key.startsWith(`${path} `))

/** The direct children's last words. */
export const childrenOf = (path: string, table: CommandTable): string[] =>
  Object.keys(table)
    .filter(key => (path ? key.startsWith(`${path} `) : true))
    .map(key => (path ? key.slice(path.length + 1) : key))
    .filter(rest => !rest.includes(' '))

function nextWord(argv: readonly string[], takesValue: (flag: string) => boolean): number | undefined {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] as string
    if (word === '--') return undefined
    if (!word.startsWith('-') || word === '-') return at
    if (!word.includes('=') && takesValue(word)) at++
  }
  return undefined
}
