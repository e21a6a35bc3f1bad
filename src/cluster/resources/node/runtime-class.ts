import type {RuntimeClass} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {deprecatedLabel} from '../core/pod/affinity-warnings.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateRuntimeClass, validateRuntimeClassUpdate} from './runtime-class/validate.ts'

export const runtimeClass = defineResource<RuntimeClass>({
  group: 'node.k8s.io',
  version: 'v1',
  kind: 'RuntimeClass',
  plural: 'runtimeclasses',
  singular: 'runtimeclass',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.node.v1.RuntimeClass',
  storage: {prefix: '/registry/runtimeclasses'},
  storageVersionHash: 'WQTu1GL3T2Q=',
  createOnUpdate: true,
  validate: validateRuntimeClass,
  validateUpdate: validateRuntimeClassUpdate,
  warnings: ({scheduling}) =>
    Object.keys(scheduling?.nodeSelector ?? {}).flatMap(label =>
      deprecatedLabel(label) ? [`scheduling.nodeSelector: ${deprecatedLabel(label)}`] : [],
    ),
  columns: [nameColumn, text('Handler', ({handler}) => handler), ageColumn],
})
