import {throwCollected, usageError} from '../errors/command-error.ts'
import {bool, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {alignLines} from '../printers/tab-writer.ts'
import {defaultFile, filesOf, modifyConfig, startingConfig} from './config-access.ts'
import {type ConfigInvocation, printUsage, unexpectedArguments, withFields, withNamed} from './edit-entries.ts'

export const getContextsFlags = {
  'no-headers': bool({usage: 'Leave the header out.'}),
  output: string({short: 'o', usage: 'Output format. One of: (name).'}),
}

export async function getContexts(invocation: Invocation<typeof getContextsFlags>): Promise<void> {
  const {flags, args} = invocation
  if (flags.output && flags.output !== 'name')
    throw new Error(
      `--output ${flags.output} is not available in kubectl config get-contexts; resetting to default output format`,
    )
  const config = await startingConfig(invocation)
  const missing = args.filter(name => !config.contexts.some(entry => entry.name === name))
  const shown = config.contexts
    .filter(({name}) => args.length === 0 || args.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  if (flags.output === 'name') invocation.out(shown.map(({name}) => `${name}\n`).join(''))
  else {
    const header = flags['no-headers'] ? [] : [['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']]
    const lines = shown.map(({name, context}) => [
      name === config['current-context'] ? '*' : ' ',
      name,
      context.cluster ?? '',
      context.user ?? '',
      context.namespace ?? '',
    ])
    invocation.out(alignLines([...header, ...lines]))
  }
  throwCollected(missing.map(name => new Error(`context ${name} not found`)))
}

export async function currentContext(invocation: ConfigInvocation): Promise<void> {
  const {'current-context': name} = await startingConfig(invocation)
  if (!name) throw new Error('current-context is not set')
  invocation.out(`${name}\n`)
}

export async function useContext(invocation: ConfigInvocation): Promise<void> {
  const [name] = invocation.args
  if (name === undefined || invocation.args.length !== 1) return unexpectedArguments(invocation)
  if (name === '') throw new Error('empty context names are not allowed')
  const config = await startingConfig(invocation)
  if (!config.contexts.some(entry => entry.name === name))
    throw new Error(`no context exists with the name: ${JSON.stringify(name)}`)
  await modifyConfig(invocation, current => ({...current, 'current-context': name}))
  invocation.out(`Switched to context ${JSON.stringify(name)}.\n`)
}

export const setContextFlags = {
  cluster: string({usage: 'The cluster of the context.'}),
  current: bool({usage: 'Change the current context.'}),
  namespace: string({usage: 'The namespace of the context.'}),
  user: string({usage: 'The user of the context.'}),
}

export async function setContext(invocation: Invocation<typeof setContextFlags>): Promise<void> {
  const {flags, args} = invocation
  if (args.length > 1) return unexpectedArguments(invocation)
  const [given = ''] = args
  if (!given && !flags.current) throw new Error('you must specify a non-empty context name or --current')
  if (given && flags.current) throw new Error('you cannot specify both a context name and --current')
  const config = await startingConfig(invocation)
  const name = given || config['current-context'] || ''
  if (!name) throw new Error('no current context is set')
  const existing = config.contexts.find(entry => entry.name === name)
  const fields = Object.fromEntries(
    (['cluster', 'user', 'namespace'] as const).flatMap(key => (invocation.changed(key) ? [[key, flags[key]]] : [])),
  )
  await modifyConfig(invocation, current => ({
    ...current,
    contexts: withNamed(current.contexts, {name, context: withFields(existing?.context ?? {}, fields)}),
  }))
  invocation.out(`Context ${JSON.stringify(name)} ${existing ? 'modified' : 'created'}.\n`)
}

export async function renameContext(invocation: ConfigInvocation): Promise<void> {
  const [from, to] = invocation.args
  if (from === undefined || to === undefined || invocation.args.length !== 2) return unexpectedArguments(invocation)
  if (to === '') throw new Error('You must specify a new non-empty context name')
  const files = filesOf(invocation)
  const file = files.typed ?? defaultFile(files)
  const config = await startingConfig(invocation)
  const entry = config.contexts.find(({name}) => name === from)
  if (!entry) throw new Error(`cannot rename the context ${JSON.stringify(from)}, it's not in ${file}`)
  if (config.contexts.some(({name}) => name === to))
    throw new Error(
      `cannot rename the context ${JSON.stringify(from)}, the context ${JSON.stringify(to)} already exists in ${file}`,
    )
  await modifyConfig(invocation, current => ({
    ...current,
    contexts: [...current.contexts.filter(({name}) => name !== from), {...entry, name: to}],
    'current-context': current['current-context'] === from ? to : (current['current-context'] ?? ''),
  }))
  invocation.out(`Context ${JSON.stringify(from)} renamed to ${JSON.stringify(to)}.\n`)
}

export async function deleteEntry(
  invocation: ConfigInvocation,
  section: 'clusters' | 'contexts' | 'users',
): Promise<void> {
  const noun = section.slice(0, -1)
  const {args, commandPath} = invocation
  const [name] = args
  if (args.length !== 1 && noun === 'user') throw usageError(commandPath, 'user to delete is required')
  if (name === undefined || args.length !== 1) return printUsage(invocation)
  const files = filesOf(invocation)
  const file = files.typed ?? defaultFile(files)
  const config = await startingConfig(invocation)
  if (!config[section].some(entry => entry.name === name))
    throw new Error(`cannot delete ${noun} ${name}, not in ${file}`)
  if (section === 'contexts' && config['current-context'] === name)
    invocation.err(
      `warning: this removed your active context, use "${invocation.context.program} config use-context" to select a different one\n`,
    )
  await modifyConfig(invocation, current => ({
    ...current,
    [section]: current[section].filter(entry => entry.name !== name),
  }))
  invocation.out(`deleted ${noun} ${name} from ${file}\n`)
}

export async function listNames(invocation: ConfigInvocation, section: 'clusters' | 'users'): Promise<void> {
  const config = await startingConfig(invocation)
  const names = config[section].map(({name}) => `${name}\n`).sort()
  invocation.out(`NAME\n${names.join('')}`)
}
