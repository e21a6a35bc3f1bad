import {basename} from 'node:path'
import {findCommand} from '../command-table.ts'
import {bool} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {isExecutable, listPlugins} from './find-plugins.ts'

export const pluginListFlags = {
  'name-only': bool({usage: 'Only the names of the files, not where they are.'}),
}

/** Lists what PATH has of plugins, with warnings for those that cannot run, and fails if there are warnings or no plugins. */
export async function pluginList(invocation: Invocation<typeof pluginListFlags>): Promise<void> {
  const {context, flags} = invocation
  const {files, problems} = listPlugins(context.env['PATH'] ?? '')
  for (const {folder, message} of problems)
    invocation.err(`Unable to read directory ${JSON.stringify(folder)} from your PATH: ${message}. Skipping...\n`)
  if (files.length === 0) throw new Error('unable to find any kubectl plugins in your PATH')
  invocation.out('The following compatible plugins are available:\n\n')
  const seen = new Map<string, string>()
  let warnings = 0
  for (const file of files) {
    invocation.out(`${flags['name-only'] ? basename(file) : file}\n`)
    for (const warning of await warningsOf(file, seen, context.program)) {
      invocation.err(`  - ${warning}\n`)
      warnings++
    }
    seen.set(basename(file), file)
  }
  if (warnings === 0) return
  throw new Error(warnings === 1 ? 'one plugin warning was found' : `${warnings} plugin warnings were found`)
}

async function warningsOf(file: string, seen: ReadonlyMap<string, string>, program: string): Promise<string[]> {
  const {commandTable} = await import('../../commands/index.ts')
  const name = basename(file)
  const words = name.split('-').slice(1)
  const {path} = findCommand(words, commandTable, {takesValue: () => false})
  const earlier = seen.get(name)
  return [
    ...(isExecutable(file) ? [] : [`warning: ${file} identified as a kubectl plugin, but it is not executable`]),
    ...(earlier === undefined ? [] : [`warning: ${file} is overshadowed by a similarly named plugin: ${earlier}`]),
    ...(path !== '' ? [`warning: ${name} overwrites existing command: ${JSON.stringify(`${program} ${path}`)}`] : []),
  ]
}
