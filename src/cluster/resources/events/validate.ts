import {type FieldError, invalidValue, pendingMetadata, required} from '../../../api/field-error.ts'
import type {Event} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {eventErrors} from '../core/event/validate.ts'
import {goJson} from '../go-types/go-json.ts'
import {immutable, sameMeaning} from '../validation/equality.ts'
import type {Errors} from '../validation/errors.ts'
import {toCoreEvent} from './conversion.ts'

/** The strict rules of events.k8s.io; fields go by the core group's names. */
export function validateNewEvent(object: KubeObject): FieldError[] {
  const event = toCoreEvent(object) as Event
  return [...eventErrors(event, 'reportingController'), pendingMetadata('M'), ...strictErrors(event)]
}

function* strictErrors(event: Event): Errors {
  yield* seriesErrors(event)
  if (!event.eventTime) yield required('eventTime')
  if (event.type !== 'Normal' && event.type !== 'Warning')
    yield invalidValue('type', '', `has invalid value: ${event.type ?? ''}`)
  const unset = 'needs to be unset'
  for (const field of ['firstTimestamp', 'lastTimestamp', 'count'] as const)
    if (event[field]) yield invalidValue(field, '', unset)
  if (event.source?.component || event.source?.host) yield invalidValue('source', '', unset)
}

function* seriesErrors({series}: Event): Errors {
  if (!series) return
  if ((series.count ?? 0) < 2) yield invalidValue('series.count', '', 'should be at least 2')
  if (!series.lastObservedTime) yield required('series.lastObservedTime')
}

const lasting = [
  'InvolvedObject',
  'Reason',
  'Message',
  'Source',
  'FirstTimestamp',
  'LastTimestamp',
  'Count',
  'Reason',
  'Type',
  'EventTime',
  'Action',
  'Related',
  'ReportingController',
  'ReportingInstance',
]

/** Only the series of an event goes on. */
export function validateEventUpdate(object: KubeObject, before: KubeObject): FieldError[] {
  const [event, old] = [toCoreEvent(object) as Event, toCoreEvent(before) as Event]
  const [now, then] = [goJson('Event', event), goJson('Event', old)]
  return [
    ...eventErrors(event, 'reportingController'),
    pendingMetadata('U'),
    ...(sameMeaning(event.series, old.series) ? [] : seriesErrors(event)),
    ...lasting.flatMap(field => [
      ...immutable(field.charAt(0).toLowerCase() + field.slice(1), now[field], then[field]),
    ]),
  ]
}
