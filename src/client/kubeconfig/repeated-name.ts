import type {Kubeconfig} from './kubeconfig.ts'
import {configType, type GoField} from './kubeconfig-types.ts'

/** What client-go makes of each list: a map, in which no name is there twice. */
const lists = [
  {field: 'clusters', from: 'NamedCluster', to: '*api.Cluster'},
  {field: 'users', from: 'NamedAuthInfo', to: '*api.AuthInfo'},
  {field: 'contexts', from: 'NamedContext', to: '*api.Context'},
  {field: 'extensions', from: 'NamedExtension', to: 'runtime.Object'},
] as const

/** What client-go says of a kubeconfig in which two entries have one name; undefined if there are none. */
export function repeatedName(config: Kubeconfig): string | undefined {
  for (const {field, from, to} of lists) {
    const entries = (config[field] ?? []) as ({name?: string} | null)[]
    const names = entries.map(entry => entry?.name ?? '')
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice === undefined) continue
    const dump = goText(entries, fieldsOf(configType)[field]!)
    return `error converting *[]${from} into *map[string]${to}: duplicate name ${JSON.stringify(twice)} in list: ${dump}`
  }
  return undefined
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
      return value === undefined ? '{[] <nil>}' : `{[${[...Buffer.from(JSON.stringify(value))].join(' ')}] <nil>}`
    case 'struct': {
      if (type.pointer && (value ?? undefined) === undefined) return '<nil>'
      const given = (value ?? {}) as Record<string, unknown>
      return `{${Object.entries(type.fields)
        .map(([name, field]) => goText(given[name], field))
        .join(' ')}}`
    }
  }
}
