import type {Service} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, proxyVerbs, readWriteVerbs} from '../verbs.ts'
import {serviceColumns} from './service/columns.ts'

export const service = defineResource<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Service',
  storage: {prefix: '/registry/services/specs'},
  storageVersionHash: '0/CO1lhkEBI=',
  subresources: {
    proxy: {kind: 'ServiceProxyOptions', verbs: proxyVerbs},
    status: {kind: 'Service', verbs: readWriteVerbs},
  },
  createOnUpdate: true,
  unconditionalUpdate: true,
  columns: serviceColumns,
})
