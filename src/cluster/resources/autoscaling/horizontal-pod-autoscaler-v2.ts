import type {HorizontalPodAutoscaler} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {horizontalPodAutoscalerColumns} from './hpa/columns.ts'
import {setAutoscalerDefaults} from './hpa/defaults.ts'
import {validateAutoscaler, validateAutoscalerStatus} from './hpa/validate.ts'

export const horizontalPodAutoscalerV2 = defineResource<HorizontalPodAutoscaler>({
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  plural: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  storage: {prefix: '/registry/horizontalpodautoscalers'},
  storageVersionHash: 'qwQve8ut294=',
  subresources: {
    status: {kind: 'HorizontalPodAutoscaler', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  defaults: setAutoscalerDefaults,
  dropDisabled: droppingGated({
    features: 'HPAConfigurableTolerance',
    fields: 'spec.behavior.scaleUp.tolerance spec.behavior.scaleDown.tolerance',
  }),
  validate: (autoscaler, features) => validateAutoscaler(autoscaler, undefined, features),
  validateUpdate: validateAutoscaler,
  validateStatusUpdate: validateAutoscalerStatus,
  columns: horizontalPodAutoscalerColumns,
})
