import type {Namespace} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {readWriteVerbs} from '../verbs.ts'

export const namespace = defineResource<Namespace>({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  schema: 'io.k8s.api.core.v1.Namespace',
  storage: {prefix: '/registry/namespaces'},
  storageVersionHash: 'Q3oi5N2YM8M=',
  subresources: {
    finalize: {kind: 'Namespace', verbs: ['update']},
    status: {kind: 'Namespace', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  columns: [nameColumn, text('Status', ({status}) => status?.phase ?? ''), ageColumn],
})
