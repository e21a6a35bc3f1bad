import {isUtf8} from 'node:buffer'
import {isConfigMapKey} from '../../api/names.ts'
import {bool, stringArray, stringSlice} from '../flags/flag.ts'
import {contentHash} from './append-hash.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {fromEnvFile, fromFile, fromLiteral, type KeySources, type KeyValue} from './key-sources.ts'

const flags = {
  'append-hash': bool({usage: 'Append a hash of the content to the name.'}),
  'from-env-file': stringSlice({usage: 'Files of KEY=VALUE lines, a key each.'}),
  'from-file': stringSlice({
    usage: 'Files, each a key of its own name or the one before =; folders give all their files.',
  }),
  'from-literal': stringArray({usage: 'A key and its value, such as mykey=somevalue.'}),
}

/** A config map of literals, files, or env files. */
export const configMap: Generator<typeof flags> = {
  flags,
  target: {group: '', version: 'v1', resource: 'configmaps', namespaced: true},
  failure: 'configmap: ',
  generate({name, flags: given, invocation: {context}}) {
    requireName(name)
    const {'from-literal': literals, 'from-file': files, 'from-env-file': envFiles} = given
    if (envFiles.length > 0 && (files.length > 0 || literals.length > 0))
      throw new Error('from-env-file cannot be combined with from-file or from-literal')
    const content: Content = {name, data: {}, binaryData: {}}
    const sources: KeySources = {literals, files, envFiles, cwd: context.cwd, env: context.env, noun: 'config'}
    for (const source of files) for (const pair of fromFile(source, sources)) add(content, pair, isUtf8(pair.value))
    for (const source of literals) add(content, fromLiteral(source), true)
    for (const source of envFiles) for (const pair of fromEnvFile(source, sources)) add(content, pair, true)
    const {data, binaryData} = content
    const binary = Object.keys(binaryData).length > 0
    const hashed = given['append-hash']
      ? `${name}-${contentHash({kind: 'ConfigMap', name, data, ...(binary && {binaryData})})}`
      : name
    return {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: hashed}, data, binaryData}
  },
}

interface Content {
  name: string
  data: Record<string, string>
  binaryData: Record<string, string>
}

function add({name, data, binaryData}: Content, {key, value}: KeyValue, text: boolean): void {
  const problems = isConfigMapKey(key)
  if (problems.length > 0)
    throw new Error(`${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${problems.join(',')}`)
  for (const [field, there] of [
    ['Data', data],
    ['BinaryData', binaryData],
  ] as const)
    if (Object.hasOwn(there, key))
      throw new Error(
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in ${field} for ConfigMap ${JSON.stringify(name)}`,
      )
  if (text) data[key] = value.toString('utf8')
  else binaryData[key] = value.toString('base64')
}
