import {parseDuration} from '../../api/duration.ts'

/** A folder of a Git repository, as kustomizations name it: `https://github.com/org/repo/folder?ref=v1`. */
export interface RepositorySpec {
  /** What git fetches from. */
  url: string
  /** The folder in it; '' for its root. */
  folder: string
  ref: string
  submodules: boolean
  /** Milliseconds that each command of git may take. */
  timeout: number
}

const patience = 27_000

/** What a resource means where it is no path of this machine; undefined where it is one. */
export function repositorySpec(text: string): RepositorySpec | undefined {
  if (text.startsWith('/')) return undefined
  const [address = '', query = ''] = text.split(/\?(.*)/s)
  const host = hostOf(address.replace(/^git::/i, ''))
  if (!host) return undefined
  const parts = partsOf(host.path, host.url === 'file://')
  if (!parts?.repository || leavesRepository(parts.folder)) return undefined
  const parameters = new URLSearchParams(query)
  return {
    url: host.url + parts.repository,
    folder: parts.folder.replace(/^\//, ''),
    ref: parameters.get('ref') || parameters.get('version') || '',
    submodules: parameters.get('submodules') !== 'false',
    timeout: timeoutOf(parameters.get('timeout') ?? ''),
  }
}

/** `https://host/`, `user@host:`, and the path behind it. GitHub needs no scheme. */
function hostOf(address: string): {url: string; path: string} | undefined {
  const [, scheme = '', user = '', rest = ''] =
    /^((?:ssh|https?|file):\/\/)?((?:[a-z][a-z0-9-]*)@)?(.*)$/is.exec(address) ?? []
  if (scheme.toLowerCase() === 'file://') return {url: 'file://', path: rest}
  const github = /^github\.com[/:]/i.test(rest)
  if (github && (!scheme || user || scheme.toLowerCase() !== 'http://')) {
    const path = rest.slice('github.com/'.length)
    return user || scheme.toLowerCase() === 'ssh://'
      ? {url: `${user || 'git@'}github.com:`, path}
      : {url: 'https://github.com/', path}
  }
  if (!scheme && !user) return undefined
  const separator = scheme ? rest.indexOf('/') : rest.search(/[:/]/)
  if (separator < 1) return undefined
  return {url: scheme + user + rest.slice(0, separator + 1), path: rest.slice(separator + 1)}
}

/** Where the repository ends: behind `_git/NAME`, before `//`, behind `.git`, or after organization and name. */
function partsOf(path: string, isFile: boolean): {repository: string; folder: string} | undefined {
  const azure = /^(.*?_git\/[^/]*)\/?(.*)$/s.exec(path)
  if (azure) return {repository: azure[1]!, folder: azure[2]!}
  const twice = path.indexOf('//')
  if (twice >= 0) return {repository: path.slice(0, twice), folder: path.slice(twice + 2)}
  const named = /^(.*?\.git)\/?(.*)$/s.exec(path)
  if (named) return {repository: named[1]!, folder: named[2]!}
  if (isFile) return {repository: path, folder: ''}
  const [organization, name, ...folder] = path.replace(/\/$/, '').split('/')
  return organization && name ? {repository: `${organization}/${name}`, folder: folder.join('/')} : undefined
}

const leavesRepository = (folder: string): boolean => /^(\.\/)*\.\.(\/|$)/.test(folder)

/** Seconds, or a duration such as `1m30s`; what is neither counts as nothing said. */
function timeoutOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  try {
    return parseDuration(text) || patience
  } catch {
    return patience
  }
}
