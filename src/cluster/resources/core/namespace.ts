import type {Namespace} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {labelName} from '../metadata/names.ts'
import {readWriteVerbs} from '../verbs.ts'
import {validateNamespace, validateNamespaceStatus} from './namespace/validate.ts'

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
    finalize: {kind: 'Namespace', verbs: ['update'], tables: false},
    status: {kind: 'Namespace', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  unknownField: {withoutNamespace: true},
  fieldSelectors: {'status.phase': ({status}) => status?.phase ?? ''},
  validateName: labelName,
  defaults({metadata, status}) {
    if (status) status.phase ||= 'Active'
    if (metadata.name) metadata.labels = {...metadata.labels, 'kubernetes.io/metadata.name': metadata.name}
  },
  prepareForCreate(namespace) {
    namespace.status = {phase: 'Active'}
    const finalizers = namespace.spec?.finalizers ?? []
    namespace.spec = {finalizers: finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes']}
  },
  canonicalize({metadata}) {
    metadata.labels = {...metadata.labels, 'kubernetes.io/metadata.name': metadata.name ?? ''}
  },
  prepareForUpdate(namespace, old) {
    namespace.status = old.status
    namespace.spec = {...namespace.spec, finalizers: old.spec?.finalizers}
  },
  holdsDeletion: ({spec}) => (spec?.finalizers ?? []).length > 0,
  prepareForDelete(namespace) {
    namespace.status = {...namespace.status, phase: 'Terminating'}
  },
  validate: validateNamespace,
  validateUpdate: () => [],
  validateStatusUpdate: validateNamespaceStatus,
  columns: [nameColumn, text('Status', ({status}) => status?.phase ?? ''), ageColumn],
})
