import type {CSINode} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {validateCsiNode, validateCsiNodeUpdate} from './csi-node/validate.ts'

export const csiNode = defineResource<CSINode>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  plural: 'csinodes',
  singular: 'csinode',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.CSINode',
  storage: {prefix: '/registry/csinodes'},
  returnsDeleted: true,
  storageVersionHash: 'Pe62DkZtjuo=',
  validate: validateCsiNode,
  validateUpdate: validateCsiNodeUpdate,
  columns: [nameColumn, integer('Drivers', ({spec}) => spec.drivers?.length ?? 0), ageColumn],
})
