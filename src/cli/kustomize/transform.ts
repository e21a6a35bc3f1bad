import type {BuildConfiguration} from './build-configuration.ts'
import type {Folder} from './folder.ts'
import type {Built, Kustomization} from './kustomization.ts'
import {applyJsonPatches, applyPatches, applyStrategicPatches} from './patch-all.ts'
import {replaceValues} from './replace-values.ts'
import {withImages} from './transformers/images.ts'
import {withAnnotations, withLabels} from './transformers/labels.ts'
import {withAffix, withNamespace} from './transformers/names.ts'
import {withReplicas} from './transformers/replicas.ts'

export interface BuildStep {
  kustomization: Kustomization
  configuration: BuildConfiguration
  folder: Folder
}

/** One thing that a kustomization does to all objects. */
export type Transformer = (objects: readonly Built[], step: BuildStep) => Built[]

/** In kustomize's order, each on what the ones before have left. */
const transformers: readonly Transformer[] = [
  applyStrategicPatches,
  applyPatches,
  withNamespace,
  withAffix('prefix'),
  withAffix('suffix'),
  withLabels,
  withAnnotations,
  applyJsonPatches,
  withReplicas,
  withImages,
  replaceValues,
]

/** What a kustomization does to the objects that its resources, generators and components have given. */
export const transform: Transformer = (objects, step) =>
  transformers.reduce<Built[]>((current, transformer) => transformer(current, step), [...objects])
