import type {Event} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {eventColumns} from '../core/event/columns.ts'
import {eventFieldSelectors} from '../core/event/field-selectors.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {fromCoreEvent, toCoreEvent} from './conversion.ts'
import {validateEventUpdate, validateNewEvent} from './validate.ts'

export const eventsEvent = defineResource({
  group: 'events.k8s.io',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.events.v1.Event',
  storage: {prefix: '/registry/events', version: 'v1', toStored: toCoreEvent, fromStored: fromCoreEvent},
  storageVersionHash: 'r2yiGXH7wu8=',
  defaultPropagation: 'unsupported',
  timeToLive: 3600,
  createOnUpdate: true,
  unconditionalUpdate: true,
  fieldSelectors: Object.fromEntries(
    Object.entries(eventFieldSelectors('regarding', 'reportingController')).map(([field, value]) => [
      field,
      (event: KubeObject) => value(toCoreEvent(event) as Event),
    ]),
  ),
  errorGroup: '',
  validate: validateNewEvent,
  validateUpdate: validateEventUpdate,
  columns: eventColumns.map(column => ({
    ...column,
    cell: (event, context) => column.cell(toCoreEvent(event) as Event, context),
  })),
})
