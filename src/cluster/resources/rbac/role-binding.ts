import {pendingMetadata} from '../../../api/field-error.ts'
import type {RoleBinding} from '../../../api/kinds.ts'
import {isPathSegmentName} from '../../../api/names.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {bindingColumns} from './binding-columns.ts'
import {setBindingDefaults} from './rules/defaults.ts'
import {roleRefChange, validateRoleBinding} from './rules/validate.ts'

export const roleBinding = defineResource<RoleBinding>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  singular: 'rolebinding',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.rbac.v1.RoleBinding',
  storage: {prefix: '/registry/rolebindings'},
  storageVersionHash: 'eGsCzGH6b1g=',
  validateName: isPathSegmentName,
  createOnUpdate: true,
  unconditionalUpdate: true,
  defaults: setBindingDefaults,
  validate: validateRoleBinding,
  validateUpdate: (binding, old) => [
    ...validateRoleBinding(binding),
    pendingMetadata('M'),
    ...validateRoleBinding(binding),
    pendingMetadata('U'),
    ...roleRefChange(binding, old),
  ],
  columns: bindingColumns,
})
