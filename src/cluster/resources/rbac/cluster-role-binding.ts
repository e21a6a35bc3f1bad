import {pendingMetadata} from '../../../api/field-error.ts'
import type {ClusterRoleBinding} from '../../../api/kinds.ts'
import {isPathSegmentName} from '../../../api/names.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {bindingColumns} from './binding-columns.ts'
import {setBindingDefaults} from './rules/defaults.ts'
import {roleRefChange, validateClusterRoleBinding} from './rules/validate.ts'

export const clusterRoleBinding = defineResource<ClusterRoleBinding>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.rbac.v1.ClusterRoleBinding',
  storage: {prefix: '/registry/clusterrolebindings'},
  storageVersionHash: '48tpQ8gZHFc=',
  validateName: isPathSegmentName,
  createOnUpdate: true,
  unconditionalUpdate: true,
  defaults: setBindingDefaults,
  validate: validateClusterRoleBinding,
  validateUpdate: (binding, old) => [
    ...validateClusterRoleBinding(binding),
    pendingMetadata('M'),
    ...validateClusterRoleBinding(binding),
    pendingMetadata('U'),
    ...roleRefChange(binding, old),
  ],
  columns: bindingColumns,
})
