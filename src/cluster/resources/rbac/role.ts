import {pendingMetadata} from '../../../api/field-error.ts'
import type {Role} from '../../../api/kinds.ts'
import {isPathSegmentName} from '../../../api/names.ts'
import {plainColumns} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateRole} from './rules/validate.ts'

export const role = defineResource<Role>({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  singular: 'role',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.rbac.v1.Role',
  storage: {prefix: '/registry/roles'},
  storageVersionHash: '7FuwZcIIItM=',
  validateName: isPathSegmentName,
  createOnUpdate: true,
  unconditionalUpdate: true,
  validate: validateRole,
  validateUpdate: role => [...validateRole(role), pendingMetadata('M'), ...validateRole(role), pendingMetadata('U')],
  columns: plainColumns,
})
