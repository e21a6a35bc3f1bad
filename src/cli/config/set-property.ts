import type {JsonObject} from '../../api/object.ts'
import type {Kubeconfig} from '../../client/kubeconfig/kubeconfig.ts'
import {bool} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {modifyConfig} from './config-access.ts'
import {type ConfigInvocation, unexpectedArguments} from './edit-entries.ts'

export const setPropertyFlags = {
  'set-raw-bytes': bool({usage: 'Take the value of a binary field as it is, not as base64.'}),
}

type FieldType = 'string' | 'bool' | 'bytes'

const entryFields: Record<'clusters' | 'users' | 'contexts', {key: string; fields: Record<string, FieldType>}> = {
  clusters: {
    key: 'cluster',
    fields: {
      server: 'string',
      'tls-server-name': 'string',
      'insecure-skip-tls-verify': 'bool',
      'certificate-authority': 'string',
      'certificate-authority-data': 'bytes',
      'proxy-url': 'string',
      'disable-compression': 'bool',
    },
  },
  users: {
    key: 'user',
    fields: {
      'client-certificate': 'string',
      'client-certificate-data': 'bytes',
      'client-key': 'string',
      'client-key-data': 'bytes',
      token: 'string',
      tokenFile: 'string',
      as: 'string',
      'as-uid': 'string',
      username: 'string',
      password: 'string',
    },
  },
  contexts: {key: 'context', fields: {cluster: 'string', user: 'string', namespace: 'string'}},
}

/** Sets one value, named by its path. */
export async function setProperty(invocation: Invocation<typeof setPropertyFlags>): Promise<void> {
  const [path, value] = invocation.args
  if (path === undefined || value === undefined || invocation.args.length !== 2) return unexpectedArguments(invocation)
  if (value === '') throw new Error('you cannot use set to unset a property')
  if (path === '') throw new Error('you must specify a property')
  const raw = invocation.flags['set-raw-bytes']
  await modifyConfig(invocation, config => changed(config, path, {value, raw}))
  invocation.out(`Property ${JSON.stringify(path)} set.\n`)
}

/** Takes one value, or a whole entry, away. */
export async function unsetProperty(invocation: ConfigInvocation): Promise<void> {
  const [path] = invocation.args
  if (path === undefined || invocation.args.length !== 1) return unexpectedArguments(invocation)
  if (path === '') throw new Error('you must specify a property')
  await modifyConfig(invocation, config => changed(config, path, undefined))
  invocation.out(`Property ${JSON.stringify(path)} unset.\n`)
}

function changed(config: Kubeconfig, path: string, set: {value: string; raw: boolean} | undefined): Kubeconfig {
  const [section = '', ...rest] = path.split('.')
  if (section === 'current-context') {
    if (rest.length > 0) throw new Error(`unable to parse one or more field values of ${path}`)
    return {...config, 'current-context': set?.value ?? ''}
  }
  if (section === 'preferences' && !set && rest.length === 0) return {...config, preferences: {}}
  if (section === 'preferences' && rest.length === 1 && rest[0] === 'colors') return withColors(config, set)
  if (section !== 'clusters' && section !== 'users' && section !== 'contexts')
    throw new Error(`unable to parse ${path} after [] at api.Config`)
  const {key, fields} = entryFields[section]
  const at = rest.findIndex((word, index) => index > 0 && Object.hasOwn(fields, word))
  if (section === 'users' && at < 0 && rest.some((word, index) => index > 0 && structs.includes(word)))
    throw new Error(`unable to parse one or more field values of ${path}`)
  const name = (at < 0 ? rest : rest.slice(0, at)).join('.')
  const field = at < 0 ? undefined : rest[at]
  const entries = config[section] as {name: string}[]
  if (name === '') {
    if (set) throw new Error("can't set a map to a value: map[]")
    return {...config, [section]: []}
  }
  if (field === undefined) {
    if (set) throw new Error("can't set a map to a value: map[]")
    return {...config, [section]: entries.filter(entry => entry.name !== name)}
  }
  if (at + 1 < rest.length) throw new Error(`unable to parse one or more field values of ${path}`)
  const entry = entries.find(candidate => candidate.name === name) as JsonObject | undefined
  if (!entry && !set) throw new Error(`current map key \`${name}\` is invalid`)
  const {[field]: _, ...others} = (entry?.[key] ?? {}) as JsonObject
  const content = set ? {...others, [field]: fieldValue(set, fields[field]!)} : others
  const next = {name, [key]: content}
  return {...config, [section]: entry ? entries.map(one => (one.name === name ? next : one)) : [...entries, next]}
}

/** What a user may have or not as a whole is not set bit by bit. */
const structs = ['exec', 'auth-provider']

function withColors(config: Kubeconfig, set: {value: string; raw: boolean} | undefined): Kubeconfig {
  const preferences = set ? {...config.preferences, colors: fieldValue(set, 'bool')} : {}
  return {...config, preferences} as Kubeconfig
}

function fieldValue({value, raw}: {value: string; raw: boolean}, type: FieldType): unknown {
  if (type === 'string') return value
  if (type === 'bool') {
    if (value === 'true' || value === 'false') return value === 'true'
    throw new Error(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`)
  }
  if (raw) return Buffer.from(value).toString('base64')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0)
    throw new Error(`error decoding input value: illegal base64 data at input byte ${badByte(value)}`)
  return value
}

const badByte = (value: string): number => {
  const at = value.search(/[^A-Za-z0-9+/=]/)
  return at < 0 ? value.length - (value.length % 4) : at
}
