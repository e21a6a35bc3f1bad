import type {Event} from '../../../../api/kinds.ts'
import {integer, nameColumn, since, text, wide} from '../../columns.ts'
import type {Column, ColumnContext} from '../../define-resource.ts'

export const eventColumns: Column<Event>[] = [
  text('Last Seen', lastSeen),
  text('Type', event => event.type ?? ''),
  text('Reason', event => event.reason ?? ''),
  text('Object', target),
  wide(text('Subobject', event => event.involvedObject?.fieldPath ?? '')),
  wide(text('Source', source)),
  text('Message', event => (event.message ?? '').trim()),
  wide(text('First Seen', firstSeen)),
  wide({...integer('Count', count), type: 'string'}),
  wide(nameColumn),
]

function firstSeen(event: Event, context: ColumnContext): string {
  return since(event.firstTimestamp ?? event.eventTime, context)
}

function lastSeen(event: Event, context: ColumnContext): string {
  if (event.series) return since(event.series.lastObservedTime, context)
  return event.lastTimestamp ? since(event.lastTimestamp, context) : firstSeen(event, context)
}

function target({involvedObject}: Event): string {
  const kind = (involvedObject?.kind ?? '').toLowerCase()
  return involvedObject?.name ? `${kind}/${involvedObject.name}` : kind
}

function source(event: Event): string {
  const component = event.source?.component || event.reportingComponent || ''
  const instance = event.source?.host || event.reportingInstance || ''
  return instance ? `${component}, ${instance}` : component
}

/** Events of the new API that happened once have no count. */
function count({series, count}: Event): number {
  return series ? (series.count ?? 0) : count || 1
}
