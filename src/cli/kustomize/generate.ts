import {readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import type {Built, GeneratorOptions, Kustomization, KustomizeGenerator} from './kustomization.ts'

/** The objects with those of the generators behind them, or merged into those that they name. */
export function generate(objects: readonly Built[], kustomization: Kustomization, folder: string): Built[] {
  const {configMapGenerator = [], secretGenerator = [], generatorOptions = {}} = kustomization
  const generated = [
    ...configMapGenerator.map(generator => ({generator, object: configMap(generator, folder)})),
    ...secretGenerator.map(generator => ({generator, object: secret(generator, folder)})),
  ]
  let all = [...objects]
  for (const {generator, object} of generated) {
    const options = {...generatorOptions, ...generator.options}
    const built: Built = {
      object: withOptions(object, generator, options),
      originalName: generator.name,
      needsHash: !options.disableNameSuffixHash,
    }
    if (generator.behavior === 'merge' || generator.behavior === 'replace') all = merged(all, built, generator)
    else all.push(built)
  }
  return all
}

function configMap(generator: KustomizeGenerator, folder: string): KubeObject {
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

const secret = (generator: KustomizeGenerator, folder: string): KubeObject => ({
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
  {files = [], literals = [], envs = [], env}: KustomizeGenerator,
  folder: string,
): Record<string, Buffer> {
  const lines = [...envs, ...(env ? [env] : [])].flatMap(file =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '' && !line.startsWith('#')),
  )
  const pair = (text: string): [string, Buffer] => {
    const at = text.indexOf('=')
    if (at < 0) throw new Error(`invalid literal source ${text}, expected key=value`)
    return [text.slice(0, at), Buffer.from(text.slice(at + 1).replace(/^(["'])(.*)\1$/s, '$2'))]
  }
  const file = (text: string): [string, Buffer] => {
    const at = text.indexOf('=')
    const path = at < 0 ? text : text.slice(at + 1)
    return [at < 0 ? basename(path) : text.slice(0, at), readFileSync(join(folder, path))]
  }
  return Object.fromEntries([...lines.map(pair), ...files.map(file), ...literals.map(pair)])
}

function withOptions(object: KubeObject, {name, namespace}: KustomizeGenerator, options: GeneratorOptions): KubeObject {
  return {
    ...object,
    metadata: {
      name,
      ...(namespace && {namespace}),
      ...(options.labels && {labels: options.labels}),
      ...(options.annotations && {annotations: options.annotations}),
    },
    ...(options.immutable && {immutable: true}),
  }
}

function merged(objects: readonly Built[], built: Built, {behavior, name}: KustomizeGenerator): Built[] {
  const at = objects.findIndex(({object, originalName}) => object.kind === built.object.kind && originalName === name)
  const old = objects[at]
  if (!old) throw new Error(`merging from generator ${name}: id does not exist; cannot merge or replace`)
  const data = {...(behavior === 'merge' && (old.object['data'] as object)), ...(built.object['data'] as object)}
  const metadata = {...old.object.metadata, ...built.object.metadata, name: old.object.metadata.name}
  return objects.with(at, {...old, object: {...old.object, ...built.object, metadata, data}})
}
