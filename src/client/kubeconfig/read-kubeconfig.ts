import {dirname, resolve} from 'node:path'
import {base64Problem} from '../../api/go/base64.ts'
import {readFileSync} from '../machine/files.ts'
import {emptyKubeconfig, type Kubeconfig} from './kubeconfig.ts'
import type {KubeconfigFiles} from './kubeconfig-files.ts'
import {notAnObject} from './not-an-object.ts'

/** All files as one, with the paths inside them made absolute. Files that are not there say nothing, unless a flag named them. */
export async function readKubeconfig({paths, explicit, typed}: KubeconfigFiles): Promise<Kubeconfig> {
  const configs: Kubeconfig[] = []
  for (const path of paths) {
    const config = await readKubeconfigFile(path, typed)
    if (config) configs.push(withAbsolutePaths(config, dirname(path)))
    else if (explicit) throw new Error(`stat ${typed ?? path}: no such file or directory`)
  }
  return mergeKubeconfigs(configs)
}

/** One file as it is; undefined if there is none. `typed` is what messages call it. */
export async function readKubeconfigFile(path: string, typed = path): Promise<Kubeconfig | undefined> {
  const text = textOf(path, typed)
  if (text === undefined) return undefined
  const parsed = await parse(text, typed)
  checkKind(parsed, typed)
  checkLists(parsed, typed)
  checkData(parsed, typed)
  return {
    ...parsed,
    clusters: (parsed.clusters ?? []).map(({name, cluster}) => ({name, cluster: cluster ?? {}})),
    users: (parsed.users ?? []).map(({name, user}) => ({name, user: user ?? {}})),
    contexts: (parsed.contexts ?? []).map(({name, context}) => ({name, context: context ?? {}})),
  }
}

function checkKind({apiVersion, kind}: Kubeconfig, path: string): void {
  const [version, name] = [apiVersion || 'v1', kind || 'Config']
  if (version === 'v1' && name === 'Config') return
  throw new Error(
    `error loading config file ${JSON.stringify(path)}: no kind ${JSON.stringify(name)} is registered for version ${JSON.stringify(version)} in scheme "pkg/runtime/scheme.go:110"`,
  )
}

const lists = {clusters: 'NamedCluster', users: 'NamedAuthInfo', contexts: 'NamedContext'}

function checkLists(parsed: Kubeconfig, path: string): void {
  for (const [field, type] of Object.entries(lists)) {
    const value: unknown = parsed[field as keyof Kubeconfig]
    if (value === undefined || value === null || Array.isArray(value)) continue
    const kind = typeof value === 'boolean' ? 'bool' : typeof value
    throw new Error(
      `error loading config file ${JSON.stringify(path)}: json: cannot unmarshal ${kind} into Go struct field Config.${field} of type []v1.${type}`,
    )
  }
}

/** The first file that has an entry of a name, or the current context, wins. */
function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merged = emptyKubeconfig()
  for (const config of configs) {
    addMissing(merged.clusters, config.clusters)
    addMissing(merged.users, config.users)
    addMissing(merged.contexts, config.contexts)
    merged['current-context'] ||= config['current-context'] ?? ''
    if (config.preferences) merged.preferences = {...config.preferences, ...merged.preferences}
    if (config.extensions) merged.extensions ??= config.extensions
  }
  return merged
}

function addMissing<Entry extends {name: string}>(into: Entry[], entries: readonly Entry[]): void {
  const names = new Set(into.map(entry => entry.name))
  for (const entry of entries) if (!names.has(entry.name)) into.push(entry)
}

function textOf(path: string, typed: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Error(`error loading config file ${JSON.stringify(typed)}: ${goFileError(error, typed)}`)
  }
}

async function parse(text: string, path: string): Promise<Kubeconfig> {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text) as Kubeconfig
    } catch {
      // YAML flow style may start with a brace, too.
    }
  }
  const {CORE_SCHEMA, load} = await import('js-yaml')
  let value: unknown
  try {
    value = load(text, {schema: CORE_SCHEMA}) ?? {}
  } catch {
    throw new Error(`error loading config file ${JSON.stringify(path)}: ${await yamlProblem(text)}`)
  }
  const problem = notAnObject(value)
  if (problem) throw new Error(`error loading config file ${JSON.stringify(path)}: ${problem}`)
  return value as Kubeconfig
}

/** What Go's YAML says of a text that is none. */
async function yamlProblem(text: string): Promise<string> {
  const {parseYaml} = await import('../../api/yaml/index.ts')
  try {
    parseYaml(text)
  } catch (error) {
    return (error as Error).message
  }
  return 'yaml: invalid document'
}

const secrets = ['certificate-authority-data', 'client-certificate-data', 'client-key-data'] as const

/** Certificates and keys are base64. */
function checkData({clusters, users}: Kubeconfig, path: string): void {
  const entries = [...(clusters ?? []).map(({cluster}) => cluster), ...(users ?? []).map(({user}) => user)]
  for (const entry of entries)
    for (const field of secrets) {
      const value = (entry as Record<string, unknown> | null | undefined)?.[field]
      if (typeof value !== 'string') continue
      const problem = base64Problem(value)
      if (problem) throw new Error(`error loading config file ${JSON.stringify(path)}: ${problem}`)
    }
}

function goFileError(error: unknown, path: string): string {
  const {code, message} = error as NodeJS.ErrnoException
  if (code === 'EACCES') return `open ${path}: permission denied`
  return code === 'EISDIR' ? `read ${path}: is a directory` : message
}

function withAbsolutePaths(config: Kubeconfig, folder: string): Kubeconfig {
  const at = (path: string | undefined) => (path ? resolve(folder, path) : undefined)
  return {
    ...config,
    clusters: config.clusters.map(({name, cluster}) => ({
      name,
      cluster: overlay(cluster, {'certificate-authority': at(cluster['certificate-authority'])}),
    })),
    users: config.users.map(({name, user}) => ({
      name,
      user: overlay(user, {
        'client-certificate': at(user['client-certificate']),
        'client-key': at(user['client-key']),
        tokenFile: at(user.tokenFile),
        // A name alone is looked for in the path.
        exec: user.exec?.command?.includes('/')
          ? {...user.exec, command: resolve(folder, user.exec.command)}
          : undefined,
      }),
    })),
  }
}

function overlay<T extends object>(base: T, changes: {[Key in keyof T]?: T[Key] | undefined}): T {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined)
  return {...base, ...Object.fromEntries(said)}
}
