import type {JsonObject, KubeObject} from '../../api/object.ts'

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

export interface KustomizePatch {
  path?: string
  patch?: string
  target?: {
    group?: string
    version?: string
    kind?: string
    name?: string
    namespace?: string
    labelSelector?: string
    annotationSelector?: string
  }
}

/** The fields of a kustomization.yaml that are understood. */
export interface Kustomization extends JsonObject {
  sortOptions?: {order?: 'legacy' | 'fifo'}
  resources?: string[]
  bases?: string[]
  components?: string[]
  namespace?: string
  namePrefix?: string
  nameSuffix?: string
  commonLabels?: Record<string, string>
  commonAnnotations?: Record<string, string>
  labels?: {pairs: Record<string, string>; includeSelectors?: boolean; includeTemplates?: boolean}[]
  patches?: KustomizePatch[]
  patchesStrategicMerge?: string[]
  patchesJson6902?: KustomizePatch[]
  images?: {name: string; newName?: string; newTag?: string; digest?: string}[]
  replicas?: {name: string; count: number}[]
  configMapGenerator?: KustomizeGenerator[]
  secretGenerator?: KustomizeGenerator[]
  generatorOptions?: GeneratorOptions
}

/** An object on its way through a build. */
export interface Built {
  object: KubeObject
  /** As the files name it; references use this name. */
  originalName: string
  /** The hash of its content goes behind its name. */
  needsHash: boolean
}
