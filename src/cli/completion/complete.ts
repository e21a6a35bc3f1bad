import type {CliContext} from '../cli-context.ts'
import {type CommandTable, childrenOf, findCommand} from '../command-table.ts'
import {globalFlags} from '../flags/global-flags.ts'
import {parseFlags} from '../flags/parse-flags.ts'
import {Invocation} from '../invocation.ts'

/** Commands whose arguments are a type and then names of objects of it. */
const takesTargets = /^(get|describe|delete|edit|label|annotate|patch|scale|wait)$/

/** Prints what may stand where the last of the words is, a line each, then cobra's directive `:4` (no file names). */
export async function complete(words: readonly string[], context: CliContext, table: CommandTable): Promise<number> {
  const typed = words.at(-1) ?? ''
  const {path, argv} = findCommand(words.slice(0, -1), table, {takesValue: () => false})
  const candidates = typed.startsWith('-')
    ? await flagsOf(path, table)
    : [...(await childNames(path, table)), ...(await targets(path, argv, context).catch(() => []))]
  const matching = candidates.filter(({name}) => name.startsWith(typed))
  for (const {name, about} of matching) context.stdout.write(about ? `${name}\t${about}\n` : `${name}\n`)
  context.stdout.write(':4\n')
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

async function targets(path: string, argv: readonly string[], context: CliContext): Promise<Candidate[]> {
  if (!takesTargets.test(path)) return []
  const parsed = parseFlags(
    globalFlags,
    argv.filter(word => /^(-n|--namespace|--context|--kubeconfig)/.test(word) || !word.startsWith('-')),
  )
  const invocation = new Invocation(context, path, parsed)
  const {client, discovery, namespace} = await invocation.connect()
  try {
    const [type] = parsed.args
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
