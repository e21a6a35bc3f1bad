import type {JsonObject} from '../../api/object.ts'
import type {Kubeconfig} from '../../client/kubeconfig/kubeconfig.ts'
import {bool} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {modifyConfig} from './config-access.ts'
import {type ConfigInvocation, unexpectedArguments} from './edit-entries.ts'
import {type FieldType, preferenceFields, type Section, sectionFields} from './property-fields.ts'

export const setPropertyFlags = {
  'set-raw-bytes': bool({usage: 'Take the value of a binary field as it is, not as base64.'}),
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

type NewValue = {value: string; raw: boolean} | undefined

function changed(config: Kubeconfig, path: string, set: NewValue): Kubeconfig {
  const [section = '', ...rest] = path.split('.')
  if (section === 'clusters' || section === 'users' || section === 'contexts')
    return withEntry(config, {section, path, ...nameAndField(section, rest)}, set)
  if (section === 'preferences') return withPreference(config, {path, rest}, set)
  if (section === 'extensions' && rest.length === 0) return withoutExtensions(config, set)
  if (!['current-context', 'kind', 'apiVersion'].includes(section))
    throw new Error(`unable to parse ${path} after [] at api.Config`)
  if (rest.length > 0) throw unparsable(path)
  // What kind of file it is may be set, and is written as it always was.
  return section === 'current-context' ? {...config, 'current-context': set?.value ?? ''} : config
}

/** Names may hold dots: the first word that is a field ends one. */
function nameAndField(section: Section, words: readonly string[]): {name: string; field?: string; beyond: number} {
  const at = words.findIndex((word, index) => index > 0 && Object.hasOwn(sectionFields[section], word))
  if (at < 0) return {name: words.join('.'), beyond: 0}
  return {name: words.slice(0, at).join('.'), field: words[at]!, beyond: words.length - at - 1}
}

function withEntry(
  config: Kubeconfig,
  {section, path, name, field, beyond}: {section: Section; path: string; name: string; field?: string; beyond: number},
  set: NewValue,
): Kubeconfig {
  const entries = config[section] as {name: string}[]
  if (field === undefined) {
    if (set) throw mapToValue()
    return {...config, [section]: name === '' ? [] : entries.filter(entry => entry.name !== name)}
  }
  const {type, key = field} = sectionFields[section][field]!
  if (beyond > 0) throw type === 'lists' ? new Error('string is not of type struct') : unparsable(path)
  const entry = entries.find(candidate => candidate.name === name) as JsonObject | undefined
  if (!entry && !set) throw new Error(`current map key \`${name}\` is invalid`)
  const own = section.slice(0, -1)
  const {[key]: _, ...others} = (entry?.[own] ?? {}) as JsonObject
  const content = set ? {...others, [key]: fieldValue(set, type, path)} : others
  const next = {name, [own]: content}
  return {...config, [section]: entry ? entries.map(one => (one.name === name ? next : one)) : [...entries, next]}
}

function withoutExtensions({extensions: _, ...others}: Kubeconfig, set: NewValue): Kubeconfig {
  if (set) throw mapToValue()
  return others
}

function withPreference(
  config: Kubeconfig,
  {path, rest}: {path: string; rest: readonly string[]},
  set: NewValue,
): Kubeconfig {
  const [field, ...beyond] = rest
  if (field === undefined) {
    if (set)
      throw new Error(
        `unable to locate path config.navigationStep{stepValue:"", stepType:reflect.Type(nil)} under {false map[]}`,
      )
    return {...config, preferences: {}}
  }
  const type = preferenceFields[field]
  if (!type) throw new Error(`unable to parse ${path} after [{preferences api.Preferences}] at api.Preferences`)
  if (beyond.length > 0) throw unparsable(path)
  const {[field]: _, ...others} = config.preferences ?? {}
  return {...config, preferences: (set ? {...others, [field]: fieldValue(set, type, path)} : others) as JsonObject}
}

const mapToValue = (): Error => new Error("can't set a map to a value: map[]")

const unparsable = (path: string): Error => new Error(`unable to parse one or more field values of ${path}`)

function fieldValue({value, raw}: {value: string; raw: boolean}, type: FieldType, path: string): unknown {
  if (type === 'string') return value
  if (type === 'strings') throw new Error('unrecognized slice type. string')
  if (type === 'lists' || type === 'map') throw mapToValue()
  if (type === 'struct') throw unparsable(path)
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
