import {dirname} from 'node:path'
import {emptyKubeconfig, type Kubeconfig} from '../../client/kubeconfig/kubeconfig.ts'
import {type KubeconfigFiles, kubeconfigFiles} from '../../client/kubeconfig/kubeconfig-files.ts'
import {readOwnKubeconfig} from '../../client/kubeconfig/own-kubeconfig.ts'
import {readKubeconfig, readKubeconfigFile} from '../../client/kubeconfig/read-kubeconfig.ts'
import {writeKubeconfig} from '../../client/kubeconfig/write-kubeconfig.ts'
import {existsSync} from '../../client/machine/files.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {withRelativePaths} from './relative-paths.ts'

type Section = 'clusters' | 'users' | 'contexts'
const sections: readonly Section[] = ['clusters', 'users', 'contexts']

/** The files that the command works on. */
export const filesOf = ({context, flags}: Invocation<FlagSet>): KubeconfigFiles =>
  kubeconfigFiles({kubeconfig: String(flags['kubeconfig'] ?? ''), env: context.env, cwd: context.cwd})

/** The kubeconfig as all files together make it; a file that a flag names need not be there yet. */
export async function startingConfig(invocation: Invocation<FlagSet>): Promise<Kubeconfig> {
  const files = filesOf(invocation)
  if (files.own) return readOwnKubeconfig(invocation.context)
  return readKubeconfig({...files, explicit: false})
}

/** The file that new entries go to: the named one, the first that is there, or the last of the list. */
export function defaultFile({paths}: KubeconfigFiles): string {
  return paths.find(existsSync) ?? (paths.at(-1) as string)
}

/** Writes what a change did to the kubeconfig: each entry into the file that has it, new ones into the default file. */
export async function modifyConfig(
  invocation: Invocation<FlagSet>,
  change: (config: Kubeconfig) => Kubeconfig,
): Promise<void> {
  const files = filesOf(invocation)
  const before = await startingConfig(invocation)
  const after = change(structuredClone(before))
  const contents = new Map<string, Kubeconfig>()
  for (const path of files.paths) contents.set(path, (await readKubeconfigFile(path)) ?? emptyKubeconfig())
  const home = defaultFile(files)
  const touched = new Set<string>()
  for (const section of sections)
    for (const name of changedNames(before[section], after[section])) {
      const path = files.paths.find(file => contents.get(file)?.[section].some(entry => entry.name === name)) ?? home
      contents.set(path, withEntry(contents.get(path) as Kubeconfig, section, name, after))
      touched.add(path)
    }
  if ((before['current-context'] ?? '') !== (after['current-context'] ?? '')) {
    const path = files.paths.find(file => contents.get(file)?.['current-context']) ?? home
    contents.set(path, {...(contents.get(path) as Kubeconfig), 'current-context': after['current-context'] ?? ''})
    touched.add(path)
  }
  if (JSON.stringify(before.preferences ?? {}) !== JSON.stringify(after.preferences ?? {})) {
    contents.set(home, {...(contents.get(home) as Kubeconfig), preferences: after.preferences ?? {}})
    touched.add(home)
  }
  for (const path of touched)
    await writeKubeconfig(path, withRelativePaths(contents.get(path) as Kubeconfig, dirname(path)))
}

function changedNames(before: readonly {name: string}[], after: readonly {name: string}[]): string[] {
  const names = new Set([...before, ...after].map(({name}) => name))
  const text = (entries: readonly {name: string}[], name: string) =>
    JSON.stringify(entries.find(entry => entry.name === name))
  return [...names].filter(name => text(before, name) !== text(after, name))
}

function withEntry(config: Kubeconfig, section: Section, name: string, from: Kubeconfig): Kubeconfig {
  const entry = (from[section] as {name: string}[]).find(candidate => candidate.name === name)
  const others = (config[section] as {name: string}[]).filter(candidate => candidate.name !== name)
  return {...config, [section]: entry ? [...others, entry] : others}
}
