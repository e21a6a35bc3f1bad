import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {horizontalPodAutoscalerColumns} from './hpa/columns.ts'
import {toV1, toV2} from './hpa/conversion.ts'
import {validateAutoscaler} from './hpa/validate.ts'

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
    fromStored: stored => toV1(stored as HorizontalPodAutoscaler),
  },
  storageVersionHash: 'qwQve8ut294=',
  subresources: {
    status: {kind: 'HorizontalPodAutoscaler', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  defaults({spec}) {
    if (spec) spec.minReplicas ??= 1
  },
  validate: autoscaler => validateAutoscaler(toV2(autoscaler)),
  columns: horizontalPodAutoscalerColumns.map(column => ({
    ...column,
    cell: (autoscaler, context) => column.cell(toV2(autoscaler), context),
  })),
})
