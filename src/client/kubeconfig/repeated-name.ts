import {stringifyJson} from '../../api/json/index.ts'
import type {Kubeconfig} from './kubeconfig.ts'
import {configType, extensions, type GoField} from './kubeconfig-types.ts'

type NamedEntry = {name?: string; extension?: unknown} | null

/** What client-go makes of each list: a map, in which no name is there twice. `holds` is what an entry is the name of. */
const lists = [
  {field: 'clusters', holds: 'cluster', from: 'NamedCluster', to: '*api.Cluster'},
  {field: 'users', holds: 'user', from: 'NamedAuthInfo', to: '*api.AuthInfo'},
  {field: 'contexts', holds: 'context', from: 'NamedContext', to: '*api.Context'},
] as const

/** What client-go says of a kubeconfig in which two entries of a list have one name; undefined if there are none. */
export function repeatedName(config: Kubeconfig): string | undefined {
  const inPreferences = repeatedExtension(config.preferences)
  if (inPreferences) return inPreferences
  for (const {field, holds, from, to} of lists) {
    const entries = (config[field] ?? []) as NamedEntry[]
    const names = new Set<string>()
    for (const entry of entries) {
      const within = repeatedExtension((entry as Record<string, object | null> | null)?.[holds])
      if (within) return within
      const {name = ''} = entry ?? {}
      if (names.has(name)) return repeated(name, {entries, type: fieldsOf(configType)[field]!, from, to})
      names.add(name)
    }
  }
  return repeatedExtension(config)
}

function repeatedExtension(holder: {extensions?: unknown} | null | undefined): string | undefined {
  const entries = (holder?.extensions ?? []) as NamedEntry[]
  const names = new Set<string>()
  for (const entry of entries) {
    const {name = '', extension} = entry ?? {}
    if (names.has(name))
      return repeated(name, {entries, type: extensions, from: 'NamedExtension', to: 'runtime.Object'})
    // Nothing is not taken for an entry of the map: another one may have its name.
    if ((extension ?? undefined) !== undefined) names.add(name)
  }
  return undefined
}

function repeated(
  name: string,
  {entries, type, from, to}: {entries: NamedEntry[]; type: GoField; from: string; to: string},
): string {
  return `error converting *[]${from} into *map[string]${to}: duplicate name ${JSON.stringify(name)} in list: ${goText(entries, type)}`
}

const fieldsOf = (type: GoField): Record<string, GoField> => (type.is === 'struct' ? type.fields : {})

/** A value as Go prints it with `%v`. */
function goText(value: unknown, type: GoField): string {
  switch (type.is) {
    case 'string':
      return String(value ?? '')
    case 'bool':
      return String(value ?? false)
    case 'bytes':
      return `[${[...Buffer.from(String(value ?? ''), 'base64')].join(' ')}]`
    case 'list':
      return `[${((value ?? []) as unknown[]).map(item => goText(item, type.of)).join(' ')}]`
    case 'map':
      return `map[${Object.entries(value ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, item]) => `${name}:${goText(item, type.of)}`)
        .join(' ')}]`
    case 'anything':
      return `{[${(value ?? undefined) === undefined ? '' : goBytes(value)}] <nil>}`
    case 'struct': {
      if (type.pointer && (value ?? undefined) === undefined) return '<nil>'
      const given = (value ?? {}) as Record<string, unknown>
      return `{${Object.entries(type.fields)
        .map(([name, field]) => goText(given[name], field))
        .join(' ')}}`
    }
  }
}

/** The bytes of the JSON that Go has made of YAML. */
const goBytes = (value: unknown): string => [...Buffer.from(stringifyJson(value))].join(' ')
