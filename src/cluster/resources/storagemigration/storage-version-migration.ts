import {text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {keptMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {
  migrationErrors,
  migrationStatusErrors,
  migrationUpdateErrors,
  type StorageVersionMigration,
} from './storage-version-migration/validate.ts'

/** Off by default (KEP-4192): a wish that all objects of a kind be stored as they would be today. */
export const storageVersionMigration = defineResource<StorageVersionMigration>({
  group: 'storagemigration.k8s.io',
  version: 'v1alpha1',
  kind: 'StorageVersionMigration',
  plural: 'storageversionmigrations',
  singular: 'storageversionmigration',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storagemigration.v1alpha1.StorageVersionMigration',
  featureGate: 'StorageVersionMigrator',
  storage: {prefix: '/registry/storagemigration.k8s.io/storageversionmigrations'},
  storageVersionHash: 'N0mJdFqO17c=',
  subresources: {status: {kind: 'StorageVersionMigration', verbs: readWriteVerbs}},
  prepareForCreate(draft) {
    draft.status = {}
  },
  keptOnStatusUpdate: keptMetadata,
  deprecationWarning:
    'storagemigration.k8s.io/v1alpha1 StorageVersionMigration is deprecated in v1.33+, unavailable in v1.36+',
  validate: migration => [...migrationErrors(migration)],
  validateUpdate: (migration, old) => [...migrationUpdateErrors(migration, old)],
  validateStatusUpdate: (migration, old) => [...migrationStatusErrors(migration, old)],
  columns: [
    text('Name', ({metadata}) => metadata.name ?? ''),
    text('Resource', ({spec: {resource: {group = '', version = '', resource = ''} = {}} = {}}) =>
      [resource, version, group].join('.'),
    ),
  ],
})
