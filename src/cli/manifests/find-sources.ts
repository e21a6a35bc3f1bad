import {join, resolve} from 'node:path'
import {readdirSync, readFileSync, statSync} from '../../client/machine/files.ts'
import type {CliContext} from '../cli-context.ts'
import {throwCollected} from '../errors/command-error.ts'
import {readError} from '../errors/system-error.ts'
import type {TargetQuery} from '../targets/target-query.ts'
import {globSync} from './glob.ts'
import {checkUrl, readUrl} from './read-url.ts'

export interface ManifestSource {
  /** As messages name it. */
  name: string
  read(): Promise<string>
}

const extensions = ['.json', '.yaml', '.yml']

/** Where manifests are: files, folders, patterns, URLs, standard input, a kustomization. Throws in kubectl's words. */
export async function findSources(
  {filename = [], kustomize, recursive = false}: TargetQuery,
  context: CliContext,
): Promise<{sources: ManifestSource[]; singleItemImplied: boolean}> {
  if (filename.length > 0 && kustomize) throw new Error('only one of -f or -k can be specified')
  if (kustomize && recursive) throw new Error("the -k flag can't be used with -f or -R")
  if (filename.filter(path => path === '-').length > 1)
    throw new Error('standard input cannot be used for multiple arguments')
  const errors: unknown[] = []
  const sources = filename.flatMap(path => {
    try {
      return sourcesOf(path, recursive, context)
    } catch (error) {
      errors.push(error)
      return []
    }
  })
  throwCollected(errors)
  const all = kustomize ? [...sources, kustomization(kustomize, context)] : sources
  const stream = filename.includes('-') || filename.some(isUrl)
  return {sources: all, singleItemImplied: !stream && all.length === 1}
}

function sourcesOf(path: string, recursive: boolean, context: CliContext): ManifestSource[] {
  if (path === '-') return [{name: 'STDIN', read: () => readAll(context.stdin)}]
  if (isUrl(path)) {
    checkUrl(path)
    return [{name: path, read: () => readUrl(path)}]
  }
  const paths = expanded(path, context.cwd)
  const files = paths.flatMap(one => filesOf(one, recursive, context.cwd))
  if (files.length === 0)
    throw new Error(`error reading [${paths.join(' ')}]: recognized file extensions are [${extensions.join(' ')}]`)
  return files.map(name => ({name, read: async () => textOf(resolve(context.cwd, name), name)}))
}

const isUrl = (path: string): boolean => /^https?:\/\//.test(path)

/** A pattern's matches, unless a file is called like the pattern. */
function expanded(path: string, cwd: string): string[] {
  if (exists(resolve(cwd, path)) || !/[*?[]/.test(path)) return [path]
  const matches = globSync(path, cwd)
  if (matches.length === 0) throw new Error(`the path ${JSON.stringify(path)} does not exist`)
  return matches
}

function filesOf(path: string, recursive: boolean, cwd: string): string[] {
  const full = resolve(cwd, path)
  if (!exists(full)) throw new Error(`the path ${JSON.stringify(path)} does not exist`)
  if (!statSync(full).isDirectory()) return [path]
  return walk(path, recursive, cwd)
}

function walk(folder: string, recursive: boolean, cwd: string): string[] {
  const entries = readdirSync(resolve(cwd, folder), {withFileTypes: true}).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return recursive ? walk(path, recursive, cwd) : []
    return extensions.some(extension => entry.name.endsWith(extension)) ? [path] : []
  })
}

function exists(path: string): boolean {
  try {
    statSync(path)
    return true
  } catch {
    return false
  }
}

function textOf(path: string, name: string): string {
  try {
    return withoutMark(readFileSync(path))
  } catch (error) {
    const {message} = readError(error, name)
    throw new Error(message.startsWith('read ') ? `error parsing ${name}: ${message}` : message)
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function withoutMark(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
  const text = bytes.toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** Everything that the standard input has to say. */
export async function readAll(input: CliContext['stdin']): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array))
  return withoutMark(Buffer.concat(chunks))
}

function kustomization(folder: string, context: CliContext): ManifestSource {
  return {
    name: folder,
    async read() {
      const {buildKustomization} = await import('../kustomize/build.ts')
      return buildKustomization(folder, context)
    },
  }
}
