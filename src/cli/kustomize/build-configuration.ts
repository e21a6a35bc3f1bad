import {parseYaml} from '../../api/yaml/index.ts'
import type {FieldSpec} from './field-specs.ts'
import type {Folder} from './folder.ts'
import {commonAnnotations, commonLabels, metadataLabels} from './specs/labels.ts'
import {type NameReference, nameReferences, variablePlaces} from './specs/name-references.ts'

/** Where every transformer finds its fields; `configurations` add to it. */
export interface BuildConfiguration {
  namePrefix: readonly FieldSpec[]
  nameSuffix: readonly FieldSpec[]
  namespace: readonly FieldSpec[]
  labels: readonly FieldSpec[]
  commonLabels: readonly FieldSpec[]
  templateLabels: readonly FieldSpec[]
  commonAnnotations: readonly FieldSpec[]
  nameReference: readonly NameReference[]
  varReference: readonly FieldSpec[]
  images: readonly FieldSpec[]
  replicas: readonly FieldSpec[]
}

export const defaultConfiguration: BuildConfiguration = {
  namePrefix: [{path: 'metadata/name'}],
  nameSuffix: [{path: 'metadata/name'}],
  namespace: [
    {path: 'metadata/name', version: 'v1', kind: 'Namespace', create: true},
    {path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create: true},
    {
      path: 'spec/conversion/webhook/clientConfig/service/namespace',
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    },
  ],
  labels: [],
  commonLabels,
  templateLabels: metadataLabels,
  commonAnnotations,
  nameReference: nameReferences,
  varReference: variablePlaces,
  images: ['spec/', 'spec/template/spec/'].map(at => ({path: `${at}volumes[]/image/reference`})),
  replicas: ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].map(kind => ({
    path: 'spec/replicas',
    kind,
    create: true,
  })),
}

/** What a kustomization's `configurations` add to what is there. */
export const withConfigurations = (
  configuration: BuildConfiguration,
  files: readonly string[],
  folder: Folder,
): BuildConfiguration =>
  files.reduce((current, file) => merged(current, parseYaml(folder.read(file).toString('utf8')) ?? {}), configuration)

/** Both, without what is there twice. */
export function merged(into: BuildConfiguration, added: Partial<BuildConfiguration>): BuildConfiguration {
  const pairs = Object.entries(into).map(([name, specs]: [string, readonly object[]]) => {
    const texts = new Set(specs.map(spec => JSON.stringify(spec)))
    const others = (added[name as keyof BuildConfiguration] ?? []) as readonly object[]
    return [name, [...specs, ...others.filter(spec => !texts.has(JSON.stringify(spec)))]]
  })
  return Object.fromEntries(pairs) as BuildConfiguration
}
