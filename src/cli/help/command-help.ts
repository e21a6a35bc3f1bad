import type {CliContext} from '../cli-context.ts'
import {childrenOf} from '../command-table.ts'
import type {CommandClass} from '../kctl-command.ts'
import {flagHelp} from './flag-help.ts'

/** The page that `kctl COMMAND -h` prints, in kubectl's layout. */
export async function commandHelp(command: CommandClass, path: string, context: CliContext): Promise<string> {
  const {commandTable} = await import('../../commands/index.ts')
  const {program} = context
  const children = childrenOf(path, commandTable)
  const sections = [
    (command.description ?? command.summary ?? '').trim(),
    aliasSection(command, path),
    exampleSection(command, program),
    await childSection(path, children, commandTable),
    flagSection(command),
    `Usage:\n  ${usageLine(command, path, program)}`,
    [
      ...(children.length > 0
        ? [`Use "${program} ${path} <command> --help" for more information about a given command.`]
        : []),
      `Use "${program} options" for a list of global command-line options (applies to all commands).`,
    ].join('\n'),
  ]
  return `${sections.filter(section => section !== '').join('\n\n')}\n`
}

function aliasSection({aliases}: CommandClass, path: string): string {
  const name = path.split(' ').at(-1)
  return aliases.length > 0 ? `Aliases:\n${[name, ...aliases].join(', ')}` : ''
}

/** Examples are pairs of what for and how; kubectl's name in them is replaced by the program's. */
function exampleSection({examples = []}: CommandClass, program: string): string {
  const texts = examples.map(example => {
    if (typeof example === 'string') return `  ${example}`
    const {description = '', command} = example
    const lines = command.replaceAll('<%= config.bin %>', program).split('\n')
    return [`  # ${description}`, ...lines.map(line => `  ${line}`)].join('\n')
  })
  return texts.length > 0 ? `Examples:\n${texts.join('\n  \n')}` : ''
}

async function childSection(
  path: string,
  children: string[],
  table: typeof import('../../commands/index.ts').commandTable,
): Promise<string> {
  if (children.length === 0) return ''
  const width = Math.max(11, ...children.map(name => name.length))
  const lines = await Promise.all(
    [...children].sort().map(async name => {
      const child = await table[`${path} ${name}`]?.()
      return `  ${name.padEnd(width)}   ${child?.default.summary ?? ''}`.trimEnd()
    }),
  )
  return `Available Commands:\n${lines.join('\n')}`
}

function flagSection({flagSet}: CommandClass): string {
  const text = flagHelp(flagSet)
  return text ? `Options:\n${text}` : ''
}

function usageLine({usage, flagsInUsage}: CommandClass, path: string, program: string): string {
  const own = typeof usage === 'string' ? usage : (usage?.[0] ?? path)
  const withFlags = flagsInUsage && !own.includes('[flags]') ? `${own} [flags]` : own
  const whole = `${program} ${withFlags}`
  return !whole.includes('[options]') ? `${whole} [options]` : whole
}
