import {dirname, resolve} from 'node:path'
import {readFileSync} from '../machine/files.ts'
import {emptyKubeconfig, type Kubeconfig} from './kubeconfig.ts'
import type {KubeconfigFiles} from './kubeconfig-files.ts'
import {notAnObject} from './not-an-object.ts'
import {repeatedName} from './repeated-name.ts'
import {typeProblem} from './type-problem.ts'

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
  const problem = typeProblem(parsed)
  if (problem) throw loadError(typed, problem)
  checkKind(parsed, typed)
  const repeated = repeatedName(parsed)
  if (repeated) throw loadError(typed, repeated)
  return {
    ...parsed,
    clusters: entries(parsed.clusters).map(({name = '', cluster}) => ({name, cluster: said(cluster)})),
    users: entries(parsed.users).map(({name = '', user}) => ({name, user: said(user)})),
    contexts: entries(parsed.contexts).map(({name = '', context}) => ({name, context: said(context)})),
  }
}

/** What a list has, where nothing is an entry without a name. */
const entries = <Entry>(list: readonly (Entry | null)[] | null | undefined): Partial<Entry>[] =>
  (list ?? []).map(entry => entry ?? {})

/** The fields that say something: client-go's structs do not tell a null, or what is empty or false, from nothing. */
const said = <Entry extends object>(entry: Entry | null | undefined): Entry =>
  Object.fromEntries(Object.entries(entry ?? {}).filter(([name, value]) => !isZero(name, value))) as Entry

function isZero(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  // Other objects are pointers: an empty one is there.
  if (name === 'as-user-extra') return Object.keys(value ?? {}).length === 0
  return value === null || value === '' || value === false
}

const loadError = (path: string, problem: string): Error =>
  new Error(`error loading config file ${JSON.stringify(path)}: ${problem}`)

function checkKind({apiVersion, kind}: Kubeconfig, path: string): void {
  const [version, name] = [apiVersion || 'v1', kind || 'Config']
  if (version === 'v1' && name === 'Config') return
  const [kindName, versionName] = [name, version].map(text => JSON.stringify(text))
  throw loadError(
    path,
    `no kind ${kindName} is registered for version ${versionName} in scheme "pkg/runtime/scheme.go:110"`,
  )
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
    throw loadError(typed, goFileError(error, typed))
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
  const value = await parseYamlText(text, path)
  const problem = notAnObject(value)
  if (problem) throw loadError(path, problem)
  return value as Kubeconfig
}

async function parseYamlText(text: string, path: string): Promise<unknown> {
  const {parseYaml} = await import('../../api/yaml/index.ts')
  try {
    return parseYaml(text) ?? {}
  } catch (error) {
    throw loadError(path, (error as Error).message)
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
