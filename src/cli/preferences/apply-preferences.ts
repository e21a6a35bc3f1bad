import type {CliContext} from '../cli-context.ts'
import type {CommandTable, FoundCommand} from '../command-table.ts'
import type {FlagSet} from '../flags/flag.ts'
import {globalFlags} from '../flags/global-flags.ts'
import type {KubercFile} from './find-kuberc.ts'
import {isGiven} from './is-given.ts'
import {type Alias, type OptionDefault, readKuberc} from './kuberc.ts'

interface World {
  context: CliContext
  table: CommandTable
  find(argv: readonly string[]): FoundCommand
}

/** The line as it is meant by somebody with these preferences: aliases become commands, and options have other defaults. */
export async function applyPreferences(
  argv: readonly string[],
  file: KubercFile,
  world: World,
): Promise<readonly string[]> {
  const preference = await readKuberc(file, world.context)
  if (!preference) return argv
  const {path, next} = world.find(argv)
  const alias = path === '' && next !== undefined ? aliasOf(preference.aliases, argv, world) : undefined
  if (!alias && path === '' && next !== undefined) return argv
  const line = alias ? await aliased(argv, alias, world) : argv
  const options: string[] = []
  for (const {command, options: defaults} of preference.defaults) {
    const meant = world.find(command.trim().split(/\s+/)).path
    if (meant === '')
      world.context.stderr.write(`Warning: command ${JSON.stringify(command)} not found to set kuberc override\n`)
    else if (!alias && path !== '' && lastWord(meant) === lastWord(path))
      options.push(
        ...(await defaultsFor(argv, defaults, {
          path,
          world,
          unknown: flag => `invalid flag ${flag} for command ${command}`,
          failure: ({name, default: value}) =>
            `could not apply override value ${value} to flag ${name} in command ${command} err: `,
        })),
      )
  }
  return options.length === 0 ? line : inserted(line, options)
}

const lastWord = (path: string): string => path.slice(path.lastIndexOf(' ') + 1)

function aliasOf(aliases: readonly Alias[], argv: readonly string[], {context, find}: World): Alias | undefined {
  const word = argv.find(candidate => !candidate.startsWith('-') && !candidate.startsWith('__complete'))
  const alias = aliases.find(({name}) => name === word)
  if (!alias || find([alias.name]).path === '') return alias
  context.stderr.write(`Warning: Setting alias ${JSON.stringify(alias.name)} to a built-in command is not supported\n`)
  return undefined
}

async function aliased(argv: readonly string[], alias: Alias, world: World): Promise<readonly string[]> {
  const words = alias.command.trim().split(/\s+/)
  const {path} = world.find(words)
  if (path === '')
    throw new Error(
      `command ${JSON.stringify(alias.command)} not found to set alias ${JSON.stringify(alias.name)}: [${words.join(' ')}]`,
    )
  const options = await defaultsFor(argv, alias.options ?? [], {
    path,
    world,
    unknown: flag => `invalid alias flag ${flag} in alias ${world.context.program}`,
    failure: option =>
      `could not apply value ${option.default} to flag ${option.name} in alias ${world.context.program} err: `,
  })
  const at = argv.indexOf(alias.name)
  return [
    ...argv.slice(0, at),
    ...words,
    ...options,
    ...(alias.prependArgs ?? []),
    ...argv.slice(at + 1),
    ...(alias.appendArgs ?? []),
  ]
}

interface Meant {
  path: string
  world: World
  unknown(flag: string): string
  failure(option: OptionDefault): string
}

/** The options that the line does not give itself, as flags. */
async function defaultsFor(
  argv: readonly string[],
  defaults: readonly OptionDefault[],
  meant: Meant,
): Promise<string[]> {
  const own = (await meant.world.table[meant.path]?.())?.default.flagSet ?? {}
  const flags: FlagSet = {...globalFlags, ...own}
  return defaults.flatMap(option => {
    const flag = Object.hasOwn(flags, option.name) ? flags[option.name] : undefined
    if (!flag) throw new Error(meant.unknown(option.name))
    if (isGiven(option.name, flags, argv)) return []
    try {
      flag.kind.parse(option.default, undefined)
    } catch (error) {
      const shown = flag.short ? `-${flag.short}, --${option.name}` : `--${option.name}`
      const why = `invalid argument ${JSON.stringify(option.default)} for "${shown}" flag: ${(error as Error).message}`
      throw new Error(meant.failure(option) + why)
    }
    return [`--${option.name}=${option.default}`]
  })
}

/** Flags stand before `--`. */
function inserted(argv: readonly string[], options: readonly string[]): string[] {
  const dash = argv.indexOf('--')
  return dash < 0 ? [...argv, ...options] : [...argv.slice(0, dash), ...options, ...argv.slice(dash)]
}
