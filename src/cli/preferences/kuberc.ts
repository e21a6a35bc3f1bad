import {readFile} from '../../client/machine/files.ts'
import type {CliContext} from '../cli-context.ts'
import {decodePreference} from './decode-preference.ts'
import type {KubercFile} from './find-kuberc.ts'

export interface OptionDefault {
  name: string
  default: string
}

export interface Alias {
  name: string
  command: string
  prependArgs?: string[]
  appendArgs?: string[]
  options?: OptionDefault[]
}

/** kubectl.config.k8s.io, kind Preference, v1alpha1 or v1beta1. */
export interface Preference {
  defaults: {command: string; options: OptionDefault[]}[]
  aliases: Alias[]
}

/** Reads and checks a file of preferences; undefined where there are none. One that nobody named may be broken: that is only said. */
export async function readKuberc({path, explicit}: KubercFile, context: CliContext): Promise<Preference | undefined> {
  const warn = (text: string) => context.stderr.write(text)
  const preference = await decode(path, warn).catch((error: Error) => {
    if (explicit) throw new Error(`kuberc error kuberc: ${error.message}`)
    warn(`kuberc: no preferences loaded from ${path}: ${error.message}`)
    return undefined
  })
  if (preference) check(preference)
  return preference
}

async function decode(path: string, warn: (text: string) => void): Promise<Preference | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`open ${path}: ${error.code === 'ENOENT' ? 'no such file or directory' : 'permission denied'}`)
  })
  const {parseYaml} = await import('../../api/yaml/index.ts')
  const documents = text.split(/^---.*$/m).filter(document => document.trim() !== '')
  for (const document of documents) {
    const found = decodePreference(attempt(() => parseYaml(document)))
    if (!found) continue
    const {preference, unknown} = found
    // kubectl ends no line here either.
    if (unknown.length > 0) warn(`kuberc: ignoring strict decoding error in ${path}: ${strictDecodingError(unknown)}`)
    return preference
  }
  if (documents.length > 0) throw new Error(`no valid preferences found in ${path}, use --v=5 to see details`)
  return undefined
}

const strictDecodingError = (fields: readonly string[]): string =>
  `strict decoding error: ${fields.map(field => `unknown field ${JSON.stringify(field)}`).join(', ')}`

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function check({aliases, defaults}: Preference): void {
  const names = new Set<string>()
  for (const {name, options = []} of aliases) {
    if (!/^[a-zA-Z]+$/.test(name)) throw new Error('invalid alias name, can only include alphabetical characters')
    checkNames(options)
    if (names.has(name)) throw new Error(`duplicate alias name ${name}`)
    names.add(name)
  }
  for (const {options} of defaults) checkNames(options)
}

function checkNames(options: readonly OptionDefault[]): void {
  const dashed = options.find(({name}) => name.startsWith('-'))
  if (dashed) throw new Error(`flag name ${dashed.name} should be in long form without dashes`)
}
