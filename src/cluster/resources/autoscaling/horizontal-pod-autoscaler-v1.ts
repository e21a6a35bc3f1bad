import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {schemaOf, zeroOf} from '../../../api/schema/index.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {horizontalPodAutoscalerColumns} from './hpa/columns.ts'
import {annotations, statusAnnotations, toV1, toV2} from './hpa/conversion.ts'
import {withAutoscalerDefaults} from './hpa/defaults.ts'
import {validateAutoscaler, validateAutoscalerStatus} from './hpa/validate.ts'

type Autoscaler = KubeObject & {spec?: {minReplicas?: number}}

export const horizontalPodAutoscalerV1 = defineResource<Autoscaler>({
  group: 'autoscaling',
  version: 'v1',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler',
  storage: {
    prefix: '/registry/horizontalpodautoscalers',
    version: 'autoscaling/v2',
    toStored: toV2,
    fromStored: stored => toV1(withAutoscalerDefaults(stored as HorizontalPodAutoscaler)),
  },
  storageVersionHash: 'qwQve8ut294=',
  subresources: {
    status: {kind: 'HorizontalPodAutoscaler', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  defaults(autoscaler) {
    if (autoscaler.spec) autoscaler.spec.minReplicas ??= 1
    Object.assign(autoscaler, toV1(toV2(autoscaler)))
  },
  prepareForCreate(draft) {
    draft['status'] = zeroOf(schemaOf('io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus'))
    keepAnnotations(draft, undefined, statusAnnotations)
  },
  prepareForUpdate(draft, old) {
    draft['status'] = old['status']
    keepAnnotations(draft, old, statusAnnotations)
  },
  prepareForStatusUpdate(draft, old) {
    draft.spec = old.spec
    keepAnnotations(draft, old, specAnnotations)
  },
  validate: (autoscaler, features) => validateAutoscaler(toV2(autoscaler), undefined, features),
  validateUpdate: (autoscaler, old, features) => validateAutoscaler(toV2(autoscaler), toV2(old), features),
  validateStatusUpdate: autoscaler => validateAutoscalerStatus(toV2(autoscaler)),
  versionedAnnotations: Object.values(annotations),
  columns: horizontalPodAutoscalerColumns.map(column => ({
    ...column,
    cell: (autoscaler, context) => column.cell(toV2(autoscaler), context),
  })),
})

const specAnnotations = Object.values(annotations).filter(name => !statusAnnotations.includes(name))

/** Who may not set the spec, or the status, may not set what of it is in annotations. */
function keepAnnotations({metadata}: KubeObject, old: KubeObject | undefined, names: readonly string[]): void {
  const all = {...metadata.annotations}
  for (const name of names) {
    const before = old?.metadata.annotations?.[name]
    if (before === undefined) delete all[name]
    else all[name] = before
  }
  if (Object.keys(all).length > 0) metadata.annotations = all
  else delete metadata.annotations
}
