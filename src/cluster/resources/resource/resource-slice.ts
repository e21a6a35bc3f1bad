import type {ResourceSlice} from '../../../api/kinds.ts'
import {timeOf} from '../../../api/time.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {sameMeaning} from '../validation/equality.ts'
import {everyVerb} from '../verbs.ts'
import {dropDisabledInSlice} from './devices/disabled-fields.ts'
import {sliceErrors} from './devices/slice.ts'

export const resourceSlice = defineResource<ResourceSlice>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceSlice',
  plural: 'resourceslices',
  singular: 'resourceslice',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.ResourceSlice',
  storage: {prefix: '/registry/resourceslices'},
  returnsDeleted: true,
  storageVersionHash: 'z6Bc9vgk6yE=',
  defaultTimes({spec}, now) {
    for (const {taints} of spec?.devices ?? []) for (const taint of taints ?? []) taint.timeAdded ??= timeOf(now)
  },
  dropDisabled(slice, writing) {
    const {old} = writing
    // A change counts, be it of what is dropped then.
    if (old && !sameMeaning(slice.spec, old.spec)) slice.metadata.generation = (old.metadata.generation ?? 0) + 1
    dropDisabledInSlice(slice, writing)
  },
  prepareForCreate(slice) {
    slice.metadata.generation = 1
  },
  prepareForUpdate() {},
  unconditionalUpdate: true,
  unknownField: {
    message: field => `field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: ${field}`,
    withoutNamespace: true,
  },
  fieldSelectors: {
    'spec.nodeName': ({spec}) => spec.nodeName ?? '',
    'spec.driver': ({spec}) => spec.driver,
  },
  validate: ({spec}) => [...sliceErrors(spec)],
  validateUpdate: ({spec}, old) => [...sliceErrors(spec, old.spec)],
  columns: [
    nameColumn,
    text('Node', ({spec}) => spec.nodeName ?? ''),
    text('Driver', ({spec}) => spec.driver),
    text('Pool', ({spec}) => spec.pool.name),
    ageColumn,
  ],
})
