import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const horizontalPodAutoscalerV1 = defineResource({
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
  storage: {prefix: '/registry/horizontalpodautoscalers', version: 'autoscaling/v2'},
  storageVersionHash: 'qwQve8ut294=',
  subresources: {
    status: {kind: 'HorizontalPodAutoscaler', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
