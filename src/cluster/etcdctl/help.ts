import {etcdctlVersion} from './api-version.ts'
import type {EtcdctlCommand, Flag} from './command.ts'
import {globalFlags} from './global-flags.ts'

/** The help of one command, laid out as etcdctl's. */
export function commandHelp({name, usage, summary, flags = []}: EtcdctlCommand): string {
  return (
    section('NAME:', [`\t${name} - ${summary}`]) +
    section('USAGE:', [`\tetcdctl ${name}${usage} [flags]`]) +
    options(name, flags)
  )
}

/** The help of a group of commands, such as `lease`. */
export function groupHelp(group: {name: string; summary: string; flags?: Flag[]}, commands: EtcdctlCommand[]): string {
  const members = commands.filter(({name}) => name.startsWith(`${group.name} `))
  const rows = members.map(({name, summary}): [string, string] => [name.slice(group.name.length + 1), summary])
  return (
    section('NAME:', [`\t${group.name} - ${group.summary}`]) +
    section('USAGE:', [`\tetcdctl ${group.name} <subcommand> [flags]`]) +
    `${section('API VERSION:', [`\t${etcdctlVersion.api}`])}\n` +
    section('COMMANDS:', columns(rows)) +
    options(group.name, group.flags ?? [])
  )
}

/** The help of etcdctl itself. */
export function rootHelp(commands: EtcdctlCommand[]): string {
  const rows = [...commands]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({name, summary}): [string, string] => [name, summary])
  return (
    section('NAME:', ['\tetcdctl - A simple command line client for etcd3.']) +
    section('USAGE:', ['\tetcdctl [flags]']) +
    section('VERSION:', [`\t${etcdctlVersion.program}`]) +
    `${section('API VERSION:', [`\t${etcdctlVersion.api}`])}\n` +
    section('COMMANDS:', columns(rows)) +
    section('OPTIONS:', flagLines([...globalFlags, helpFlag('etcdctl')]))
  )
}

const options = (name: string, flags: Flag[]): string =>
  section('OPTIONS:', flagLines([...flags, helpFlag(name.split(' ').at(-1)!)])) +
  section('GLOBAL OPTIONS:', flagLines(globalFlags))

const section = (title: string, lines: string[]): string => `${[title, ...lines].join('\n')}\n\n`

export const helpFlag = (name: string): Flag => ({
  name: 'help',
  letter: 'h',
  fallback: false,
  usage: `help for ${name}`,
})

function flagLines(flags: Flag[]): string[] {
  const ordered = [...flags].sort((a, b) => (a.name < b.name ? -1 : 1))
  const heads = ordered.map(
    ({name, letter, fallback}) => `  ${letter ? `-${letter}, ` : '    '}--${name}${shownFallback(fallback)}`,
  )
  return columns(
    ordered.map(({usage}, index): [string, string] => [heads[index]!, usage]),
    '',
  )
}

function shownFallback(fallback: Flag['fallback']): string {
  if (typeof fallback === 'boolean') return `[=${fallback}]`
  if (Array.isArray(fallback)) return `=[${fallback.join(',')}]`
  if (typeof fallback === 'number') return `=${fallback}`
  return /^\d+s$/.test(fallback) ? `=${fallback}` : `="${fallback}"`
}

/** Two columns joined by tabs, as Go's tabwriter joins them with tab stops every eight places. */
function columns(rows: [string, string][], indent = '\t'): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  const stops = Math.floor(width / 8) + 1
  return rows.map(([left, right]) => indent + left + '\t'.repeat(stops - Math.floor(left.length / 8)) + right)
}
