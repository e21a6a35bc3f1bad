import {basename} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import type {Folder} from './folder.ts'
import type {Built, GeneratorOptions, Kustomization, KustomizeGenerator} from './kustomization.ts'
import {idOf, idsOf, idText, isSameId} from './object-ids.ts'

/** The objects with those of the generators behind them, or merged into those that they name. */
export function generate(objects: readonly Built[], kustomization: Kustomization, folder: Folder): Built[] {
  const {configMapGenerator = [], secretGenerator = [], generatorOptions = {}, helmCharts = []} = kustomization
  const generated = [
    ...configMapGenerator.map(generator => ({generator, object: configMap(generator, folder)})),
    ...secretGenerator.map(generator => ({generator, object: secret(generator, folder)})),
  ]
  if (helmCharts.length > 0)
    throw new Error(
      `trouble configuring builtin HelmChartInflationGenerator with config: \`\n${stringifyYaml(helmCharts[0])}\`: must specify --enable-helm`,
    )
  return generated.reduce<Built[]>(
    (all, {generator, object}) => {
      const options = optionsOf(generatorOptions, generator.options ?? {})
      const built: Built = {
        object: withOptions(object, generator, options),
        history: [],
        prefixes: [],
        suffixes: [],
        needsHash: !options.disableNameSuffixHash,
      }
      return absorbed(all, built, generator)
    },
    [...objects],
  )
}

/** What is on for all cannot be turned off for one. */
const optionsOf = (all: GeneratorOptions, own: GeneratorOptions): GeneratorOptions => ({
  labels: {...all.labels, ...own.labels},
  annotations: {...all.annotations, ...own.annotations},
  disableNameSuffixHash: Boolean(all.disableNameSuffixHash || own.disableNameSuffixHash),
  immutable: Boolean(all.immutable || own.immutable),
})

function configMap(generator: KustomizeGenerator, folder: Folder): KubeObject {
  const entries = entriesOf(generator, folder)
  const text = Object.entries(entries).filter(([, bytes]) => isText(bytes))
  const binary = Object.entries(entries).filter(([, bytes]) => !isText(bytes))
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {},
    ...(text.length > 0 && {data: Object.fromEntries(text.map(([key, bytes]) => [key, bytes.toString('utf8')]))}),
    ...(binary.length > 0 && {binaryData: base64(binary)}),
  }
}

const secret = (generator: KustomizeGenerator, folder: Folder): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {},
  type: generator.type ?? 'Opaque',
  data: base64(Object.entries(entriesOf(generator, folder))),
})

const base64 = (entries: [string, Buffer][]): Record<string, string> =>
  Object.fromEntries(entries.map(([key, bytes]) => [key, bytes.toString('base64')]))

const isText = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)

function entriesOf(
  {name, files = [], literals = [], envs = [], env}: KustomizeGenerator,
  folder: Folder,
): Record<string, Buffer> {
  if (!name) throw new Error('a configmap must have a name')
  const sources = [...envs, ...(env ? [env] : [])]
  const pairs = [
    ...loaded(`env source files: [${sources.join(' ')}]`, () => sources.flatMap(file => linesOf(folder.read(file)))),
    ...loaded(`literal sources [${literals.join(' ')}]`, () => literals.map(literalPair)),
    ...loaded(`file sources: [${files.join(' ')}]`, () => files.map(source => filePair(source, folder))),
  ]
  const keys = pairs.map(([key]) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new Error(`configmap ${name} illegally repeats the key \`${twice}\``)
  return Object.fromEntries(pairs)
}

type Pair = [key: string, bytes: Buffer]

function loaded(sources: string, load: () => Pair[]): Pair[] {
  try {
    return load()
  } catch (error) {
    throw new Error(`loading KV pairs: ${sources}: ${(error as Error).message}`)
  }
}

/** A name without a value has an empty one. */
const linesOf = (bytes: Buffer): Pair[] =>
  bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(line => line.replace(/\r$/, '').trimStart())
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => {
      const at = line.indexOf('=')
      return at < 0 ? [line, Buffer.from('')] : [line.slice(0, at), Buffer.from(line.slice(at + 1))]
    })

function literalPair(text: string): Pair {
  const at = text.indexOf('=')
  if (at < 1) throw new Error(`invalid literal source ${text}, expected key=value`)
  return [text.slice(0, at), Buffer.from(text.slice(at + 1).replace(/^(["'])(.*)\1$/s, '$2'))]
}

function filePair(source: string, folder: Folder): Pair {
  const [first = '', second, ...more] = source.split('=')
  if (more.length > 0) throw new Error("key names or file paths cannot contain '='")
  if (second === undefined) return [basename(first), folder.read(first)]
  if (first === '') throw new Error(`missing key name for file path "${second}" in source "${source}"`)
  if (second === '') throw new Error(`missing file path for key name "${first}" in source "${source}"`)
  return [first, folder.read(second)]
}

function withOptions(object: KubeObject, {name, namespace}: KustomizeGenerator, options: GeneratorOptions): KubeObject {
  return {
    ...object,
    metadata: {
      name,
      ...(namespace && {namespace}),
      ...(Object.keys(options.labels ?? {}).length > 0 && {labels: options.labels}),
      ...(Object.keys(options.annotations ?? {}).length > 0 && {annotations: options.annotations}),
    },
    ...(options.immutable && {immutable: true}),
  }
}

function absorbed(objects: readonly Built[], built: Built, {behavior}: KustomizeGenerator): Built[] {
  const id = idOf(built.object)
  const found = objects.filter(one => idsOf(one).some(other => isSameId(other, id)))
  const merges = behavior === 'merge' || behavior === 'replace'
  if (found.length > 1)
    throw new Error(
      `found multiple objects [${found.map(one => idText(idOf(one.object))).join(' ')}] that could accept merge of ${idText(id)}`,
    )
  const [old] = found
  if (!old && merges) throw new Error(`id ${idText(id)} does not exist; cannot merge or replace`)
  if (!old) return [...objects, built]
  if (!merges) throw new Error(`id ${idText(id)} exists; behavior must be merge or replace`)
  const both = (name: 'data' | 'binaryData') => {
    const values = {...(behavior === 'merge' && (old.object[name] as object)), ...(built.object[name] as object)}
    return Object.keys(values).length > 0 && {[name]: values}
  }
  const {data: _, binaryData: __, ...rest} = {...old.object, ...built.object}
  const metadata = {
    ...old.object.metadata,
    ...built.object.metadata,
    ...pairsOf('labels', old.object, built.object),
    ...pairsOf('annotations', old.object, built.object),
    name: old.object.metadata.name,
    ...(old.object.metadata.namespace && {namespace: old.object.metadata.namespace}),
  }
  const object = {...rest, metadata, ...both('data'), ...both('binaryData')} as KubeObject
  return objects.map(one => (one === old ? {...old, object} : one))
}

function pairsOf(field: 'labels' | 'annotations', old: KubeObject, added: KubeObject): object {
  const pairs = {...old.metadata[field], ...added.metadata[field]}
  return Object.keys(pairs).length > 0 ? {[field]: pairs} : {}
}
