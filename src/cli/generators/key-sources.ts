import {basename, join, resolve} from 'node:path'
import {quote} from '../../api/go/quote.ts'
import {isEnvVarName} from '../../api/names.ts'
import {readdirSync, readFileSync, statSync} from '../../client/machine/files.ts'
import {readError, systemError} from '../errors/system-error.ts'

/** Where the keys of a config map or secret come from. */
export interface KeySources {
  literals: readonly string[]
  files: readonly string[]
  envFiles: readonly string[]
  cwd: string
  env: Record<string, string | undefined>
  /** `config` or `secret`, as errors name env files. */
  noun: string
}

export interface KeyValue {
  key: string
  value: Buffer
}

/** `a=b` of --from-literal; values may hold further equals signs. */
export function fromLiteral(source: string): KeyValue {
  const equals = source.indexOf('=')
  if (equals < 1) throw new Error(`invalid literal source ${source}, expected key=value`)
  return {key: source.slice(0, equals), value: Buffer.from(source.slice(equals + 1))}
}

/** A file, a file under a key, or all regular files of a folder. */
export function* fromFile(source: string, {cwd}: KeySources): Generator<KeyValue> {
  const {key, path} = parseFileSource(source)
  const place = resolve(cwd, path)
  if (!isFolder(place, path)) {
    yield {key, value: readFile(place, path)}
    return
  }
  if (source.includes('=')) throw new Error('cannot give a key name for a directory path')
  const entries = readdirSync(place, {withFileTypes: true}).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries)
    if (entry.isFile()) yield {key: entry.name, value: readFile(join(place, entry.name), join(path, entry.name))}
}

/** The lines of an env file; a name alone takes its value from the environment. */
export function* fromEnvFile(path: string, {cwd, env, noun}: KeySources): Generator<KeyValue> {
  const place = resolve(cwd, path)
  if (isFolder(place, path)) throw new Error(`env ${noun} file cannot be a directory`)
  const lines = readFile(place, path)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split('\n')
  for (const raw of lines) {
    const line = raw.replace(/\r$/, '').trimStart()
    if (line === '' || line.startsWith('#')) continue
    const equals = line.indexOf('=')
    const key = equals < 0 ? line : line.slice(0, equals)
    const problems = isEnvVarName(key)
    if (problems.length > 0) throw new Error(`${quote(key)} is not a valid key name: ${problems.join(';')}`)
    yield {key, value: Buffer.from(equals < 0 ? (env[key] ?? '') : line.slice(equals + 1))}
  }
}

function parseFileSource(source: string): {key: string; path: string} {
  const equals = source.split('=').length - 1
  if (equals === 0) return {key: basename(source), path: source}
  if (equals > 1) throw new Error("key names or file paths cannot contain '='")
  if (source.startsWith('=')) throw new Error(`key name for file path ${source.slice(1)} missing`)
  if (source.endsWith('=')) throw new Error(`file path for key name ${source.slice(0, -1)} missing`)
  const [key = '', path = ''] = source.split('=')
  return {key, path}
}

function isFolder(place: string, path: string): boolean {
  try {
    return statSync(place).isDirectory()
  } catch (error) {
    throw new Error(`error reading ${path}: ${systemError(error)}`)
  }
}

function readFile(place: string, path: string): Buffer {
  try {
    return readFileSync(place)
  } catch (error) {
    throw readError(error, path)
  }
}
