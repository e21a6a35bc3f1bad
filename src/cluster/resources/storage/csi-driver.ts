import type {CSIDriver} from '../../../api/kinds.ts'
import {ageColumn, boolean, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {droppingGated} from '../gated-fields.ts'
import {sameMeaning} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {setCsiDriverDefaults} from './csi-driver/defaults.ts'
import {validateCsiDriver, validateCsiDriverUpdate} from './csi-driver/validate.ts'

export const csiDriver = defineResource<CSIDriver>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSIDriver',
  plural: 'csidrivers',
  singular: 'csidriver',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.CSIDriver',
  storage: {prefix: '/registry/csidrivers'},
  returnsDeleted: true,
  storageVersionHash: 'hL6j/rwBV5w=',
  defaults: setCsiDriverDefaults,
  dropDisabled: droppingGated(
    {features: 'SELinuxMountReadWriteOncePod', fields: 'spec.seLinuxMount'},
    {features: 'MutableCSINodeAllocatableCount', fields: 'spec.nodeAllocatableUpdatePeriodSeconds'},
  ),
  prepareForUpdate({metadata, spec}, old) {
    if (!sameMeaning(spec, old.spec)) metadata.generation = (old.metadata.generation ?? 0) + 1
  },
  validate: validateCsiDriver,
  validateUpdate: validateCsiDriverUpdate,
  columns: [
    nameColumn,
    boolean('AttachRequired', ({spec}) => spec.attachRequired ?? true),
    boolean('PodInfoOnMount', ({spec}) => spec.podInfoOnMount ?? false),
    boolean('StorageCapacity', ({spec}) => spec.storageCapacity ?? false),
    text('TokenRequests', ({spec}) => spec.tokenRequests?.map(({audience}) => audience).join(',') ?? '<unset>'),
    boolean('RequiresRepublish', ({spec}) => spec.requiresRepublish ?? false),
    text('Modes', ({spec}) => spec.volumeLifecycleModes?.join(',') || '<none>'),
    ageColumn,
  ],
})
