import type {CliContext} from '../cli-context.ts'
import {commandAliases} from '../command-aliases.ts'
import {type CommandTable, childrenOf, findCommand} from '../command-table.ts'
import {bool, type FlagSet} from '../flags/flag.ts'
import {globalFlags} from '../flags/global-flags.ts'
import {type ParsedFlags, parseFlags} from '../flags/parse-flags.ts'
import {Invocation} from '../invocation.ts'
import {completeTargets, hasTargets} from './complete-targets.ts'
import {type Completion, directiveNames, noFiles, type Suggestion} from './completion-result.ts'
import {flagBefore} from './flag-before.ts'
import {flagValues} from './flag-values.ts'

/** Prints what may stand where the last of the words is, a line each, then cobra's directive. */
export async function complete(
  words: readonly string[],
  context: CliContext,
  {table, describe}: {table: CommandTable; describe: boolean},
): Promise<number> {
  const place = await placeOf(words, table)
  const {found, directive} = await suggestions(place, context, table)
  for (const {name, about} of found) context.stdout.write(about && describe ? `${name}\t${about}\n` : `${name}\n`)
  context.stdout.write(`:${directive}\n`)
  context.stderr.write(`Completion ended with directive: ${directiveNames(directive)}\n`)
  return 0
}

export interface Place {
  /** `rollout status`. */
  path: string
  ownFlags: FlagSet
  /** What the command has been given so far. */
  given: ParsedFlags<FlagSet>
  /** The flag whose value is being typed. */
  flag: string | undefined
  typed: string
}

async function placeOf(words: readonly string[], table: CommandTable): Promise<Place> {
  const {path, argv} = findCommand(words.slice(0, -1), table, {takesValue: isGlobalWithValue, aliases: commandAliases})
  const ownFlags = (await table[path]?.())?.default.flagSet ?? {}
  const flags = {...globalFlags, ...ownFlags} as FlagSet
  const {flag, typed, rest} = flagBefore(flags, argv, words.at(-1) ?? '')
  return {path, ownFlags, given: leniently(flags, rest), flag, typed}
}

const isGlobalWithValue = (word: string): boolean => flagBefore(globalFlags, [word], '').flag !== undefined

function leniently(flags: FlagSet, argv: readonly string[]): ParsedFlags<FlagSet> {
  try {
    return parseFlags(flags, argv)
  } catch {
    return parseFlags(
      flags,
      argv.filter(word => !word.startsWith('-')),
    )
  }
}

async function suggestions(place: Place, context: CliContext, table: CommandTable): Promise<Completion> {
  const {path, flag, typed, given, ownFlags} = place
  if (flag === undefined && typed.startsWith('-')) return {found: flagNames(place), directive: noFiles}
  const invocation = new Invocation(context, path, given)
  try {
    if (flag !== undefined) return await flagValues(place, invocation)
    const children = childrenOf(path, table).sort()
    const any = given.args.length === 0 && ![...given.changed].some(name => Object.hasOwn(ownFlags, name))
    const found = [...(any ? await aboutCommands(children, path, table) : []), ...missing(place)].filter(({name}) =>
      name.startsWith(typed),
    )
    const directive = any && children.length > 0 ? noFiles : 0
    if (!hasTargets(path)) return {found, directive}
    const targets = await completeTargets(path, {typed, before: given.args}, invocation)
    return {found: [...found, ...targets.found], directive: targets.directive}
  } finally {
    await invocation.close()
  }
}

function aboutCommands(names: readonly string[], path: string, table: CommandTable): Promise<Suggestion[]> {
  return Promise.all(
    names.map(async name => ({
      name,
      about: (await table[path ? `${path} ${name}` : name]?.())?.default.summary ?? '',
    })),
  )
}

/** The flags without which the command will not run. */
const missing = ({ownFlags, given}: Place): Suggestion[] =>
  Object.entries(ownFlags)
    .filter(([name, flag]) => flag.required && !given.changed.has(name))
    .map(([name, {usage}]) => ({name: `--${name}`, about: usage}))

/** The flags of all commands first, then the command's own, in alphabetical order; those that were given and cannot be again are left out. */
function flagNames({ownFlags, typed, given}: Place): Suggestion[] {
  const own: FlagSet = {...ownFlags, help: bool({short: 'h', usage: 'help for this command'})}
  const inherited = Object.entries(globalFlags as FlagSet).filter(([name]) => !Object.hasOwn(own, name))
  return [...byName(inherited), ...byName(Object.entries(own))]
    .filter(([name, flag]) => !flag.hidden && (!given.changed.has(name) || Array.isArray(flag.default)))
    .flatMap(([name, {short, usage}]) =>
      [`--${name}`, ...(short ? [`-${short}`] : [])].map(word => ({name: word, about: usage})),
    )
    .filter(({name}) => name.startsWith(typed))
}

const byName = <Entry extends readonly [string, unknown]>(entries: readonly Entry[]): Entry[] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
