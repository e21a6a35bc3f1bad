import type {CoreV1Event} from '@kubernetes/client-node'
import {goSort} from '../../../api/go-sort.ts'
import type {KubeObject, Wire} from '../../../api/object.ts'
import {escapeValue} from '../../../api/selectors/fields.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {DescribeContext} from '../describer.ts'
import type {Description} from '../description.ts'
import {listAll} from './lists.ts'
import {ageOf} from './values.ts'

export type Event = Wire<CoreV1Event>

/** Whom events are about; what is undefined does not matter. */
export interface EventSubject {
  name: string
  namespace: string
  kind?: string | undefined
  uid?: string | undefined
}

/** The events about a subject; undefined if they cannot be read. */
export async function findEvents(
  {client, chunkSize}: DescribeContext,
  {name, namespace, kind, uid}: EventSubject,
): Promise<Event[] | undefined> {
  const terms = {
    'involvedObject.name': name,
    'involvedObject.namespace': namespace,
    ...(kind && {'involvedObject.kind': kind}),
    ...(uid && {'involvedObject.uid': uid}),
  }
  const fieldSelector = Object.entries(terms)
    .map(([field, value]) => `${field}=${escapeValue(value)}`)
    .join(',')
  const path = {group: '', version: 'v1', resource: 'events', ...(namespace && {namespace})}
  try {
    return await listAll<Event>(client, path, {fieldSelector, chunkSize})
  } catch {
    // Who may not read events is shown everything else, as kubectl does.
    return undefined
  }
}

export const subjectOf = ({kind, metadata}: KubeObject): EventSubject => ({
  name: metadata.name ?? '',
  namespace: metadata.namespace ?? '',
  kind,
  uid: metadata.uid,
})

/** The table of events that a description ends with. */
export function writeEvents(out: Description, events: readonly Event[], now: number): void {
  if (events.length === 0) return out.line(0, 'Events:\t<none>')
  out.flush()
  out.line(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage')
  out.line(1, '----\t------\t----\t----\t-------')
  for (const event of inOrder(events)) {
    const source = event.source?.component || event.reportingComponent || ''
    const cells = [event.type ?? '', event.reason ?? '', intervalOf(event, now), source, (event.message ?? '').trim()]
    out.line(1, cells.join('\t'))
  }
}

/** `5s`, or `5s (x3 over 2m)` for what happened repeatedly. */
export function intervalOf(event: Event, now: number): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now)
  const {series, count = 0} = event
  if (series) return `${ageOf(series.lastObservedTime, now)} (x${series.count ?? 0} over ${first})`
  return count > 1 ? `${ageOf(event.lastTimestamp, now)} (x${count} over ${first})` : first
}

const inOrder = (events: readonly Event[]): Event[] => goSort(events, (a, b) => lastSeen(a) < lastSeen(b))

const lastSeen = ({lastTimestamp}: Event): number =>
  lastTimestamp ? millisecondsOf(lastTimestamp) : Number.NEGATIVE_INFINITY
