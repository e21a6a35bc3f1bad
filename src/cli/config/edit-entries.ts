import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'

export type ConfigInvocation = Invocation<FlagSet>

/** Sets and clears fields: a value that is '' or false takes the field away. */
export function withFields<T extends object>(entry: T, fields: Partial<Record<keyof T, unknown>>): T {
  const kept = Object.entries({...entry, ...fields}).filter(
    ([, value]) => value !== undefined && value !== '' && value !== false,
  )
  return Object.fromEntries(kept) as T
}

/** Replaces the entry of that name, or adds it. */
export function withNamed<Entry extends {name: string}>(entries: readonly Entry[], entry: Entry): Entry[] {
  const at = entries.findIndex(({name}) => name === entry.name)
  return at < 0 ? [...entries, entry] : entries.with(at, entry)
}

/** Prints the command's help, and fails for the arguments that are too many or too few. */
export async function unexpectedArguments(invocation: ConfigInvocation): Promise<never> {
  await printUsage(invocation)
  throw new Error(`Unexpected args: [${invocation.args.join(' ')}]`)
}

export async function printUsage({context, commandPath}: ConfigInvocation): Promise<void> {
  const {commandHelp} = await import('../help/command-help.ts')
  const {commandTable} = await import('../../commands/index.ts')
  const path = commandPath.slice(context.program.length + 1)
  const command = await commandTable[path]?.()
  if (command) context.stdout.write(await commandHelp(command.default, path, context))
}
