import type {ResourceQuota} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {
  validateResourceQuota,
  validateResourceQuotaStatus,
  validateResourceQuotaUpdate,
} from './resource-quota/validate.ts'

export const resourceQuota = defineResource<ResourceQuota>({
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  plural: 'resourcequotas',
  singular: 'resourcequota',
  shortNames: ['quota'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.ResourceQuota',
  storage: {prefix: '/registry/resourcequotas'},
  storageVersionHash: '8uhSgffRX6w=',
  returnsDeleted: true,
  subresources: {
    status: {kind: 'ResourceQuota', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  validate: validateResourceQuota,
  validateUpdate: validateResourceQuotaUpdate,
  validateStatusUpdate: validateResourceQuotaStatus,
  columns: [
    nameColumn,
    text('Request', quota => usage(quota, name => !name.startsWith('limits.'))),
    text('Limit', quota => usage(quota, name => name.startsWith('limits.'))),
    ageColumn,
  ],
})

const usage = ({status}: ResourceQuota, belongs: (name: string) => boolean): string =>
  Object.keys(status?.hard ?? {})
    .sort()
    .filter(belongs)
    .map(name => `${name}: ${status?.used?.[name] ?? '0'}/${status?.hard?.[name]}`)
    .join(', ')
