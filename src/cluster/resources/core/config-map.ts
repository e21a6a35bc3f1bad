import type {ConfigMap} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateConfigMap, validateConfigMapUpdate} from './config-map/validate.ts'

export const configMap = defineResource<ConfigMap>({
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.ConfigMap',
  storage: {prefix: '/registry/configmaps'},
  storageVersionHash: 'qFsyl6wFWjQ=',
  unconditionalUpdate: true,
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
  columns: [
    nameColumn,
    {
      ...integer<ConfigMap>(
        'Data',
        ({data, binaryData}) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
      ),
      type: 'string',
    },
    ageColumn,
  ],
})
