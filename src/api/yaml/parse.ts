import {load, YAMLException} from 'js-yaml'
import {quote} from '../go/quote.ts'
import {isObject} from '../json/set-key.ts'
import {explainYaml} from './explain.ts'
import {refuseMapKeys} from './map-keys.ts'
import {readText} from './read-text.ts'
import {kubernetesYaml} from './schema.ts'
import {YamlError, yamlErrorOf} from './yaml-error.ts'

export interface StrictYaml {
  value: unknown
  /** `line 4: key "a" already set in map` */
  problems: string[]
}

/** The JSON value of one YAML document as sigs.k8s.io/yaml converts it (the last of duplicate keys wins); throws a YamlError. */
export function parseYaml(document: string | Uint8Array): unknown {
  return read(readText(document), true)
}

/** Like parseYaml, and tells of duplicate keys. */
export function parseYamlStrictly(document: string | Uint8Array): StrictYaml {
  const text = readText(document)
  const problems: string[] = []
  for (let rest = text; problems.length < mostDuplicates; ) {
    try {
      const value = read(rest, false)
      return {value: problems.length > 0 ? read(text, true) : value, problems}
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error
      problems.push(error.message)
      rest = error.renamed(`\u{e000}${problems.length}`)
    }
  }
  return {value: read(text, true), problems}
}

/** Of more duplicate keys nobody is told. */
const mostDuplicates = 100

/** How sigs.k8s.io/yaml reports duplicate keys as an error. */
export const yamlUnmarshalError = (problems: readonly string[]): string =>
  `yaml: unmarshal errors:\n${problems.map(problem => `  ${problem}`).join('\n')}`

/** A key that stands in its mapping already; the line it is reported at is its value's. */
class DuplicateKey extends Error {
  private readonly before: string
  private readonly after: string

  constructor({mark}: YAMLException, text: string) {
    const rest = text.slice(mark.position)
    const [written = '', double, single, plain] =
      /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\n]*?))\s*(?=:(?:\s|$|[{["']))/.exec(rest) ?? []
    const gap = /^:(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(rest.slice(written.length))?.[0] ?? ''
    const line = mark.line + 1 + (written + gap).split('\n').length - 1
    super(`line ${line}: key ${keyText(double ?? single, plain)} already set in map`)
    this.before = text.slice(0, mark.position) + (/^\s*/.exec(written)?.[0] ?? '')
    this.after = rest.slice(written.length)
  }

  /** The text with this key called otherwise, so that the next one can be found. */
  renamed(name: string): string {
    return `${this.before}${name}${this.after}`
  }
}

/** A key as Go prints it: words and numbers as they are understood, unless they are quoted. */
function keyText(quoted: string | undefined, plain = ''): string {
  const value: unknown = quoted ?? load(plain, {schema: kubernetesYaml})
  return typeof value === 'string' ? quote(value) : String(value)
}

function read(text: string, json: boolean): unknown {
  try {
    const document = firstDocument(text)
    const value = load(document, {schema: kubernetesYaml, json}) ?? null
    refuseMapKeys(document, value)
    if (text.includes('*')) refuseBomb(value)
    return value
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep()
    if (!(error instanceof YAMLException)) throw error
    if (error.reason === 'duplicated mapping key') throw new DuplicateKey(error, text)
    throw explained(error, text)
  }
}

/** go-yaml's limit; where our stack ends before, it is said all the same. */
const tooDeep = (): YamlError => new YamlError('yaml: exceeded max depth of 10000')

function explained(error: YAMLException, text: string): YamlError {
  try {
    return explainYaml(text) ?? yamlErrorOf(error, text)
  } catch (problem) {
    if (problem instanceof RangeError) return tooDeep()
    throw problem
  }
}

/** Only the first document counts where one is expected. */
function firstDocument(text: string): string {
  if (!/^(---|\.\.\.)/m.test(text)) return text
  const lines = text.split('\n')
  const first = lines.findIndex(line => line.trim() !== '' && !line.startsWith('#') && !line.startsWith('%'))
  const end = lines.findIndex((line, index) => index > first && /^(---|\.\.\.)(\s|$)/.test(line))
  return end < 0 ? text : lines.slice(0, end).join('\n')
}

const mostPlainNodes = 400_000
const mostNodes = 4_000_000

/** Refuses documents that are mostly aliases of aliases, as go-yaml does. */
function refuseBomb(value: unknown): void {
  const sizes = new Map<object, number>()
  const total = sizeOf(value, sizes)
  const unique = uniqueSize(value, new Set())
  const aliased = total - unique
  const ratio =
    total <= mostPlainNodes
      ? 0.99
      : total >= mostNodes
        ? 0.1
        : 0.99 - (0.89 * (total - mostPlainNodes)) / (mostNodes - mostPlainNodes)
  if (aliased > 100 && total > 1000 && aliased / total > ratio)
    throw new YamlError('yaml: document contains excessive aliasing')
}

const children = (value: object): unknown[] =>
  Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []

function sizeOf(value: unknown, sizes: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1
  const known = sizes.get(value)
  if (known !== undefined) return known
  sizes.set(value, 1)
  const size = children(value).reduce((sum: number, child) => sum + sizeOf(child, sizes), 1)
  sizes.set(value, size)
  return size
}

function uniqueSize(value: unknown, seen: Set<object>): number {
  if (typeof value !== 'object' || value === null) return 1
  if (seen.has(value)) return 0
  seen.add(value)
  return children(value).reduce((sum: number, child) => sum + uniqueSize(child, seen), 1)
}
