import type {JsonObject, KubeObject} from '../../api/object.ts'
import type {FieldSpec} from './field-specs.ts'

export interface KustomizeGenerator {
  name: string
  namespace?: string
  behavior?: 'create' | 'merge' | 'replace'
  type?: string
  files?: string[]
  literals?: string[]
  envs?: string[]
  env?: string
  options?: GeneratorOptions
}

export interface GeneratorOptions {
  labels?: Record<string, string>
  annotations?: Record<string, string>
  disableNameSuffixHash?: boolean
  immutable?: boolean
}

/** Which objects something is about; names and kinds are regular expressions. */
export interface KustomizeSelector {
  group?: string
  version?: string
  kind?: string
  name?: string
  namespace?: string
  labelSelector?: string
  annotationSelector?: string
}

export interface KustomizePatch {
  path?: string
  patch?: string
  target?: KustomizeSelector
  options?: {allowNameChange?: boolean; allowKindChange?: boolean}
}

/** Copies one object's field to fields of others. */
export interface KustomizeReplacement {
  /** A file that holds replacements, instead of one. */
  path?: string
  source?: KustomizeSelector & {fieldPath?: string; options?: ReplacementOptions}
  sourceValue?: string
  targets?: {
    select?: KustomizeSelector
    reject?: KustomizeSelector[]
    fieldPaths?: string[]
    options?: ReplacementOptions
  }[]
}

export interface ReplacementOptions {
  delimiter?: string
  index?: number
  create?: boolean
}

/** A name for a field's value, which `$(NAME)` stands for elsewhere. */
export interface KustomizeVariable {
  name: string
  objref: {apiVersion?: string; kind?: string; name?: string; namespace?: string}
  fieldref?: {fieldpath?: string}
}

export interface KustomizeImage {
  name: string
  newName?: string
  newTag?: string
  tagSuffix?: string
  digest?: string
}

/** The fields of a kustomization.yaml that are understood. */
export interface Kustomization extends JsonObject {
  apiVersion?: string
  kind?: string
  sortOptions?: {order?: 'legacy' | 'fifo'; legacySortOptions?: {orderFirst?: string[]; orderLast?: string[]}}
  buildMetadata?: string[]
  openapi?: {path?: string}
  resources?: string[]
  bases?: string[]
  components?: string[]
  configurations?: string[]
  crds?: string[]
  namespace?: string
  namePrefix?: string
  nameSuffix?: string
  commonLabels?: Record<string, string>
  commonAnnotations?: Record<string, string>
  labels?: {
    pairs: Record<string, string>
    includeSelectors?: boolean
    includeTemplates?: boolean
    fields?: FieldSpec[]
  }[]
  patches?: KustomizePatch[]
  patchesStrategicMerge?: string[]
  patchesJson6902?: KustomizePatch[]
  images?: KustomizeImage[]
  imageTags?: KustomizeImage[]
  replicas?: {name: string; count: number}[]
  replacements?: KustomizeReplacement[]
  vars?: KustomizeVariable[]
  helmCharts?: object[]
  configMapGenerator?: KustomizeGenerator[]
  secretGenerator?: KustomizeGenerator[]
  generatorOptions?: GeneratorOptions
}

/** What an object is known by. */
export interface ObjectId {
  apiVersion: string
  kind: string
  name: string
  namespace: string
}

/** An object on its way through a build. */
export interface Built {
  object: KubeObject
  /** What it was known by before, as the files name it first; references use these names. */
  history: readonly ObjectId[]
  prefixes: readonly string[]
  suffixes: readonly string[]
  /** The hash of its content goes behind its name. */
  needsHash: boolean
}
