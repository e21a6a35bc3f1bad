import type {CliContext} from './cli-context.ts'
import {type CommandTable, childrenOf} from './command-table.ts'
import {suggestionsFor} from './errors/suggestions.ts'
import {FlagError} from './flags/flag-error.ts'
import {globalFlags} from './flags/global-flags.ts'
import {parseFlags} from './flags/parse-flags.ts'
import {commandGroups, ownCommands} from './help/command-groups.ts'
import {runPlugin} from './plugins/run-plugin.ts'

export interface RootRequest {
  context: CliContext
  table: CommandTable
  /** The command that was found so far. */
  path: string
  /** The word behind it that no command knows. */
  word: string | undefined
}

/**
 * What happens to a line that names no command: help, a plugin of that name, or an error with suggestions. Undefined where a
 * command that exists should go on after all.
 */
export async function runRoot(argv: readonly string[], request: RootRequest): Promise<number | undefined> {
  const {context, table, path, word} = request
  if (!path && word === 'help') return help(argv, request)
  if (!path && word === 'alpha') {
    context.stderr.write(`No alpha commands are available in this version of ${context.program}\n`)
    return 0
  }
  if (!path && (word === '__complete' || word === '__completeNoDesc')) {
    const {complete} = await import('./completion/complete.ts')
    return complete(argv.slice(1), context, {table, describe: word === '__complete'})
  }
  // Behind a call for help, kubectl takes no word for a plugin's name.
  if (/^(-h|--help)$/.test(argv[0] ?? '')) return path ? undefined : printRootHelp(context, table)
  if (word !== undefined) {
    const minimum = path ? path.split(' ').length + 1 : 1
    const code = await runPlugin(argv, {context, minimum})
    if (code !== undefined) return code
  }
  if (path) return undefined
  try {
    parseFlags(globalFlags, argv)
    if (word === undefined) return printRootHelp(context, table)
  } catch (error) {
    if (!(error instanceof FlagError) || word !== undefined) return unknown(word ?? '', context, table)
    context.stderr.write(`error: ${error.message}\nSee '${context.program} --help' for usage.\n`)
    return 1
  }
  return unknown(word, context, table)
}

function unknown(word: string, context: CliContext, table: CommandTable): number {
  const all = suggestionsFor(word, inHelpOrder(childrenOf('', table)))
  // Our own commands are meant only where kubectl has none that could be.
  const kubectls = all.filter(name => !ownCommands.includes(name))
  const close = kubectls.length > 0 ? kubectls : all
  const hint = close.length > 0 ? `\n\nDid you mean this?\n${close.map(name => `\t${name}`).join('\n')}` : ''
  context.stderr.write(`error: unknown command ${JSON.stringify(word)} for ${JSON.stringify(context.program)}${hint}\n`)
  return 1
}

/** Suggestions come in the order in which kubectl lists its commands. */
function inHelpOrder(names: string[]): string[] {
  const order = commandGroups.flatMap(({commands}) => commands)
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return names.toSorted((a, b) => place(a) - place(b))
}

async function help(argv: readonly string[], {context, table}: RootRequest): Promise<number> {
  const words = argv.filter(word => !word.startsWith('-')).slice(1)
  const path = words.findLast((_, index) => Object.hasOwn(table, words.slice(0, index + 1).join(' ')))
  if (words.length === 0) return printRootHelp(context, table)
  const name = path === undefined ? undefined : words.slice(0, words.indexOf(path) + 1).join(' ')
  const load = name === undefined ? undefined : table[name]
  if (!load || name === undefined) {
    const {rootUsage} = await import('./help/root-help.ts')
    const topic = words.map(word => `\`${word}\``).join(' ')
    context.stderr.write(`Unknown help topic [${topic}]\n\n\n${await rootUsage(context, table)}`)
    return 0
  }
  const {commandHelp} = await import('./help/command-help.ts')
  context.stdout.write(await commandHelp((await load()).default, name, context))
  return 0
}

async function printRootHelp(context: CliContext, table: CommandTable): Promise<number> {
  const {rootHelp} = await import('./help/root-help.ts')
  context.stdout.write(await rootHelp(context, table))
  return 0
}
