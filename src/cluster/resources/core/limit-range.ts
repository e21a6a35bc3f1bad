import type {LimitRange} from '../../../api/kinds.ts'
import {plainColumns} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {setLimitRangeDefaults} from './limit-range/defaults.ts'
import {validateLimitRange} from './limit-range/validate.ts'

export const limitRange = defineResource<LimitRange>({
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.LimitRange',
  storage: {prefix: '/registry/limitranges'},
  storageVersionHash: 'EBKMFVe6cwo=',
  createOnUpdate: true,
  unconditionalUpdate: true,
  defaults: setLimitRangeDefaults,
  prepareForCreate({metadata}, {uuid}) {
    metadata.name ||= uuid()
  },
  validate: validateLimitRange,
  columns: plainColumns,
})
