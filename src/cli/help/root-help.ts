import type {CliContext} from '../cli-context.ts'
import {type CommandTable, childrenOf} from '../command-table.ts'
import {commandGroups} from './command-groups.ts'

/** What `kctl` alone prints. */
export const rootHelp = async (context: CliContext, table: CommandTable): Promise<string> =>
  `${context.program} controls a Kubernetes cluster: the one it carries, or any other.\n\n${await rootUsage(context, table)}`

/** Every command, grouped as kubectl groups them. */
export async function rootUsage({program}: CliContext, table: CommandTable): Promise<string> {
  const names = childrenOf('', table)
  const grouped = new Set(commandGroups.flatMap(group => group.commands))
  const others = names.filter(name => !grouped.has(name) && name !== 'options').sort()
  const groups = [...commandGroups, {title: 'Other Commands:', commands: others}]
  const summaries = new Map(
    await Promise.all(names.map(async name => [name, (await table[name]?.())?.default] as const)),
  )
  const sections = groups.map(({title, commands}) => {
    const shown = commands.filter(name => summaries.get(name) && !summaries.get(name)?.hidden)
    return [title, ...shown.map(name => `  ${name.padEnd(13)}   ${summaries.get(name)?.summary ?? ''}`)].join('\n')
  })
  return [
    ...sections,
    `Usage:\n  ${program} [flags] [options]`,
    `Use "${program} <command> --help" for more information about a given command.\nUse "${program} options" for a list of global command-line options (applies to all commands).\n`,
  ].join('\n\n')
}
