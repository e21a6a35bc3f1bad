import {pendingMetadata} from '../../../api/field-error.ts'
import type {ClusterRole} from '../../../api/kinds.ts'
import {isPathSegmentName} from '../../../api/names.ts'
import {plainColumns} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateClusterRole} from './rules/validate.ts'

export const clusterRole = defineResource<ClusterRole>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  singular: 'clusterrole',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.rbac.v1.ClusterRole',
  storage: {prefix: '/registry/clusterroles'},
  storageVersionHash: 'bYE5ZWDrJ44=',
  validateName: isPathSegmentName,
  createOnUpdate: true,
  unconditionalUpdate: true,
  validate: validateClusterRole,
  validateUpdate: role => [
    ...validateClusterRole(role),
    pendingMetadata('M'),
    ...validateClusterRole(role),
    pendingMetadata('U'),
  ],
  columns: plainColumns,
})
