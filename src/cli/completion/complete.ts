import type {CliContext} from '../cli-context.ts'
import {type CommandTable, childrenOf, findCommand} from '../command-table.ts'
import {globalFlags} from '../flags/global-flags.ts'
import {parseFlags} from '../flags/parse-flags.ts'
import {Invocation} from '../invocation.ts'

/** Commands whose arguments are a type and then names of objects of it. */
const takesTargets = /^(get|describe|delete|edit|label|annotate|patch|scale|wait)$/

/** Commands whose argument is the name of an object of one type. */
const takesNames: Record<string, string> = {
  attach: 'pods',
  cordon: 'nodes',
  debug: 'pods',
  drain: 'nodes',
  exec: 'pods',
  logs: 'pods',
  'port-forward': 'pods',
  uncordon: 'nodes',
}

/** Prints what may stand where the last of the words is, a line each, then cobra's directive `:4` (no file names). */
export async function complete(words: readonly string[], context: CliContext, table: CommandTable): Promise<number> {
  const typed = words.at(-1) ?? ''
  const {path, argv} = findCommand(words.slice(0, -1), table, {takesValue: () => false})
  const value = await flagValues(words.at(-2) ?? '', context).catch(() => [])
  const candidates = typed.startsWith('-')
    ? await flagsOf(path, table)
    : (value ?? [...(await childNames(path, table)), ...(await targets(path, argv, context).catch(() => []))])
  const matching = candidates.filter(({name}) => name.startsWith(typed))
  for (const {name, about} of matching) context.stdout.write(about ? `${name}\t${about}\n` : `${name}\n`)
  context.stdout.write(':4\n')
  context.stderr.write('Completion ended with directive: ShellCompDirectiveNoFileComp\n')
  return 0
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
async function flagValues(flag: string, context: CliContext): Promise<Candidate[] | undefined> {
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

async function targets(path: string, argv: readonly string[], context: CliContext): Promise<Candidate[]> {
  const named = Object.hasOwn(takesNames, path) ? takesNames[path] : undefined
  if (!takesTargets.test(path) && named === undefined) return []
  const parsed = parseFlags(
    globalFlags,
    argv.filter(word => /^(-n|--namespace|--context|--kubeconfig)/.test(word) || !word.startsWith('-')),
  )
  const invocation = new Invocation(context, path, parsed)
  const {client, discovery, namespace} = await invocation.connect()
  try {
    const type = named ?? parsed.args[0]
    if (type === undefined) {
      const groups = await discovery.groups()
      const resources = groups.flatMap(({versions}) => versions.flatMap(version => version.resources))
      return resources.filter(({verbs}) => verbs.includes('get')).map(({resource}) => ({name: resource}))
    }
    const resource = await discovery.resource(type)
    const {items} = await client.list({...resource, ...(resource.namespaced && {namespace})})
    return items.map(({metadata}) => ({name: metadata.name ?? ''}))
  } finally {
    await invocation.close()
  }
}
