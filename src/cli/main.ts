import type {CliContext} from './cli-context.ts'
import {commandAliases} from './command-aliases.ts'
import {type CommandTable, findCommand} from './command-table.ts'
import {globalFlags} from './flags/global-flags.ts'
import {findKuberc} from './preferences/find-kuberc.ts'

/** Runs one command line and answers the exit code. Everything that it prints goes through the context. */
export async function main(typed: readonly string[], context: CliContext, table: CommandTable): Promise<number> {
  let argv = typed
  try {
    const kuberc = findKuberc(typed, context)
    if (kuberc) {
      const {applyPreferences} = await import('./preferences/apply-preferences.ts')
      const find = (words: readonly string[]) => findCommand(words, table, {takesValue, aliases: commandAliases})
      argv = await applyPreferences(typed, kuberc, {context, table, find})
    }
  } catch (error) {
    context.stderr.write(`error occurred while applying preferences ${(error as Error).message}\n`)
    return 1
  }
  const found = findCommand(argv, table, {takesValue, aliases: commandAliases})
  const load = Object.hasOwn(table, found.path) ? table[found.path] : undefined
  if (!load || mayBePlugin(found.path, found.next)) {
    const {runRoot} = await import('./root.ts')
    const code = await runRoot(argv, {context, table, path: found.path, word: found.next})
    if (code !== undefined || !load) return code ?? 1
  }
  const {default: loaded} = await load()
  const command = new loaded(found.argv, context, found.path)
  await command.run()
  return command.exitCode
}

/** Plugins may add subcommands to `create` alone. */
const mayBePlugin = (path: string, word: string | undefined): boolean => path === 'create' && word !== undefined

/** While the command is not known, a flag that is not global is taken to carry a value, as cobra does. */
function takesValue(flag: string): boolean {
  if (flag === '-h' || flag === '--help') return false
  const name = flag.startsWith('--')
    ? flag.slice(2).replaceAll('_', '-')
    : Object.entries(globalFlags).find(([, {short}]) => flag === `-${short}`)?.[0]
  const known = name === undefined ? undefined : globalFlags[name as keyof typeof globalFlags]
  if (!known) return flag.startsWith('--') || flag.length === 2
  return known.bare === undefined
}
