import {isConfigMapKey} from '../../api/names.ts'
import type {KubeObject} from '../../api/object.ts'
import {contentHash} from './append-hash.ts'
import {fromEnvFile, fromFile, fromLiteral, type KeySources, type KeyValue} from './key-sources.ts'

export const secretTarget = {group: '', version: 'v1', resource: 'secrets', namespaced: true}

/** What a secret of each sort holds before it is an object. */
export interface SecretContent {
  name: string
  type: string
  /** Base64. */
  data: Record<string, string>
  appendHash: boolean
}

export function secretOf({name, type, data, appendHash}: SecretContent): KubeObject {
  const hashed = appendHash ? `${name}-${contentHash({kind: 'Secret', type, name, data})}` : name
  return {apiVersion: 'v1', kind: 'Secret', metadata: {name: hashed}, data, ...(type && {type})}
}

/** The keys of literals, files and env files, in that order. */
export function secretData(sources: KeySources): Record<string, string> {
  const data: Record<string, string> = {}
  for (const source of sources.literals) add(data, fromLiteral(source))
  for (const source of sources.files) for (const pair of fromFile(source, sources)) add(data, pair)
  for (const source of sources.envFiles) for (const pair of fromEnvFile(source, sources)) add(data, pair)
  return data
}

function add(data: Record<string, string>, {key, value}: KeyValue): void {
  const problems = isConfigMapKey(key)
  if (problems.length > 0)
    throw new Error(`${JSON.stringify(key)} is not valid key name for a Secret ${problems.join(';')}`)
  if (Object.hasOwn(data, key)) throw new Error(`cannot add key ${key}, another key by that name already exists`)
  data[key] = value.toString('base64')
}
