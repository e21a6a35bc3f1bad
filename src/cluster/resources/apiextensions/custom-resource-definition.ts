import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import {plainColumns} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {defaultDefinition} from './crd/defaults.ts'
import {fromStored} from './crd/from-stored.ts'
import {announceDeletion, prepareForCreate, prepareForUpdate} from './crd/strategy.ts'
import {validateDefinition, validateDefinitionStatus, validateDefinitionUpdate} from './crd/validate/index.ts'
import {definitionWarnings} from './crd/warnings.ts'

export const customResourceDefinition = defineResource<CustomResourceDefinition>({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition',
  storage: {prefix: '/registry/apiextensions.k8s.io/customresourcedefinitions', fromStored},
  storageVersionHash: 'jfWCUB31mvA=',
  subresources: {
    status: {kind: 'CustomResourceDefinition', verbs: readWriteVerbs, tables: false},
  },
  generation: true,
  defaults: defaultDefinition,
  prepareForCreate,
  prepareForUpdate,
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  validateStatusUpdate: validateDefinitionStatus,
  warnings: definitionWarnings,
  holdsDeletion: ({metadata}) => !metadata.deletionTimestamp,
  prepareForDelete: announceDeletion,
  columns: plainColumns,
})
