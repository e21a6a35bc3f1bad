import type {Event} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {eventColumns} from './event/columns.ts'
import {eventFieldSelectors} from './event/field-selectors.ts'
import {validateEvent} from './event/validate.ts'

export const event = defineResource<Event>({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Event',
  storage: {prefix: '/registry/events'},
  storageVersionHash: 'r2yiGXH7wu8=',
  defaultPropagation: 'unsupported',
  timeToLive: 3600,
  createOnUpdate: true,
  unconditionalUpdate: true,
  fieldSelectors: {
    ...eventFieldSelectors('involvedObject', 'reportingComponent'),
    source: ({source, reportingComponent}) => source?.component || (reportingComponent ?? ''),
  },
  validate: validateEvent,
  columns: eventColumns,
})
