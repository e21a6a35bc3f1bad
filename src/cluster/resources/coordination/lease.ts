import type {Lease} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import {everyVerb} from '../verbs.ts'
import {validateLease} from './lease/validate.ts'

export const lease = defineResource<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.coordination.v1.Lease',
  storage: {prefix: '/registry/leases'},
  storageVersionHash: 'gqkMMb/YqFM=',
  createOnUpdate: true,
  dropDisabled: droppingGated(
    {features: 'CoordinatedLeaderElection', fields: 'spec.strategy'},
    {features: 'CoordinatedLeaderElection', fields: 'spec.preferredHolder'},
  ),
  validate: validateLease,
  columns: [nameColumn, text('Holder', ({spec}) => spec?.holderIdentity ?? ''), ageColumn],
})
