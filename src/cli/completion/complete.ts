import type {CliContext} from '../cli-context.ts'
import {type CommandTable, childrenOf, findCommand} from '../command-table.ts'
import {globalFlags} from '../flags/global-flags.ts'
import {parseFlags} from '../flags/parse-flags.ts'
import {Invocation} from '../invocation.ts'
import {type Completion, completeTargets, hasTargets} from './complete-targets.ts'

/** cobra's directives: no file names; and no blank after the word. */
const noFiles = 4
const noSpace = 2

/** Prints what may stand where the last of the words is, a line each, then cobra's directive. */
export async function complete(words: readonly string[], context: CliContext, table: CommandTable): Promise<number> {
  const typed = words.at(-1) ?? ''
  const {path, argv} = findCommand(words.slice(0, -1), table, {takesValue: () => false})
  const {candidates, open} = await found({path, argv, typed, flag: words.at(-2) ?? ''}, context, table)
  const matching = candidates.filter(({name}) => name.startsWith(typed))
  for (const {name, about} of matching) context.stdout.write(about ? `${name}\t${about}\n` : `${name}\n`)
  context.stdout.write(`:${open ? noFiles | noSpace : noFiles}\n`)
  const directives = `${open ? 'ShellCompDirectiveNoSpace, ' : ''}ShellCompDirectiveNoFileComp`
  context.stderr.write(`Completion ended with directive: ${directives}\n`)
  return 0
}

interface Place {
  path: string
  argv: readonly string[]
  typed: string
  /** The word before, which may be a flag that wants a value. */
  flag: string
}

async function found(
  {path, argv, typed, flag}: Place,
  context: CliContext,
  table: CommandTable,
): Promise<{candidates: Candidate[]; open?: boolean}> {
  if (typed.startsWith('-')) return {candidates: await flagsOf(path, table)}
  const values = await flagValues(flag, path, context).catch(() => [])
  if (values) return {candidates: values}
  const children = await childNames(path, table)
  const {names, open = false} = await targets(path, {typed, argv}, {context, table}).catch(
    () => ({names: []}) as Completion,
  )
  return {candidates: [...children, ...names.map(name => ({name}))], open}
}

interface Candidate {
  name: string
  about?: string
}

async function childNames(path: string, table: CommandTable): Promise<Candidate[]> {
  const children = childrenOf(path, table).sort()
  return Promise.all(
    children.map(async name => ({
      name,
      about: (await table[path ? `${path} ${name}` : name]?.())?.default.summary ?? '',
    })),
  )
}

async function flagsOf(path: string, table: CommandTable): Promise<Candidate[]> {
  const command = await table[path]?.()
  const flags = {...command?.default.flagSet, ...globalFlags}
  return Object.entries(flags)
    .filter(([, flag]) => !flag.hidden)
    .map(([name, {usage}]) => ({name: `--${name}`, about: usage}))
}

/** What the flag before may be followed by; undefined where it is none that is known here. */
async function flagValues(flag: string, path: string, context: CliContext): Promise<Candidate[] | undefined> {
  if (path === 'get' && (flag === '-o' || flag === '--output'))
    return (await import('../get/get-flags.ts')).getFormats.map(name => ({name}))
  const list = {'--context': 'contexts', '--cluster': 'clusters', '--user': 'users'} as const
  const isNamespace = flag === '-n' || flag === '--namespace'
  if (!isNamespace && !Object.hasOwn(list, flag)) return undefined
  const invocation = new Invocation(context, '', parseFlags(globalFlags, []))
  const {client, rawConfig} = await invocation.connect()
  try {
    if (!isNamespace) return rawConfig[list[flag as keyof typeof list]].map(({name}) => ({name}))
    const {items} = await client.list({group: '', version: 'v1', resource: 'namespaces'})
    return items.map(({metadata}) => ({name: metadata.name ?? ''}))
  } finally {
    await invocation.close()
  }
}

async function targets(
  path: string,
  {typed, argv}: {typed: string; argv: readonly string[]},
  {context, table}: {context: CliContext; table: CommandTable},
): Promise<Completion> {
  if (!hasTargets(path)) return {names: []}
  const flags = {...(await table[path]?.())?.default.flagSet, ...globalFlags}
  const parsed = parseFlags(flags, argv)
  const invocation = new Invocation(context, path, parsed)
  const connection = await invocation.connect()
  try {
    return await completeTargets(path, {typed, before: parsed.args}, connection)
  } finally {
    await invocation.close()
  }
}
