import {dirname} from 'node:path'
import {mkdirSync, renameSync, writeFileSync} from '../machine/files.ts'
import type {Kubeconfig} from './kubeconfig.ts'

/** Writes the file as kubectl does: entries and keys sorted, readable by its owner alone, replaced in one step. */
export async function writeKubeconfig(path: string, config: Kubeconfig): Promise<void> {
  const text = await kubeconfigText(config)
  mkdirSync(dirname(path), {recursive: true, mode: 0o755})
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, {mode: 0o600})
  renameSync(draft, path)
}

/** The file's text. */
export async function kubeconfigText(config: Kubeconfig): Promise<string> {
  const {dump} = await import('js-yaml')
  return dump(fileForm(config), {noArrayIndent: true, lineWidth: -1, sortKeys: true, quotingType: '"', noRefs: true})
}

/** The kubeconfig as the file has it: every list sorted by name and null where it is empty. */
function fileForm({clusters, users, contexts, preferences, extensions, ...rest}: Kubeconfig) {
  return {
    apiVersion: 'v1',
    clusters: sorted(clusters.map(({name, cluster}) => ({name, cluster: {server: '', ...cluster}}))),
    contexts: sorted(contexts.map(({name, context}) => ({name, context: {cluster: '', user: '', ...context}}))),
    'current-context': rest['current-context'] ?? '',
    kind: 'Config',
    ...(preferences && Object.keys(preferences).length > 0 && {preferences}),
    users: sorted(users),
    ...(extensions !== undefined && extensions !== null && {extensions}),
  }
}

const sorted = <Entry extends {name: string}>(entries: readonly Entry[]): Entry[] | null =>
  entries.length > 0 ? [...entries].sort((a, b) => (a.name < b.name ? -1 : 1)) : null
