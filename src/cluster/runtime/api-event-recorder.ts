import {builtin} from '../../api/builtin-resources.ts'
import type {Event, ObjectReference} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {Activity} from './activity.ts'
import {type Clock, timestamp} from './clock.ts'
import {EventCorrelator} from './event-correlator.ts'
import type {EventRecorder, RecordedEvent} from './event-recorder.ts'
import type {Logger} from './logger.ts'
import type {Random} from './random.ts'

export interface EventRecorderOptions {
  client: Client
  /** Lists what was recorded before, which those who record may not; default: the client. */
  reader?: Client
  clock: Clock
  random: Random
  activity: Activity
  log: Logger
}

/** Writes events through the API, in the background and in order per object. What an earlier process recorded still counts up. */
export const createEventRecorder = ({client, reader = client, ...options}: EventRecorderOptions): EventRecorder =>
  createEventRecorders({...options, reader})(client)

/** Recorders that share what they remember, each writing with a client of its own. */
export function createEventRecorders({
  reader,
  clock,
  random,
  activity,
  log,
}: Required<Omit<EventRecorderOptions, 'client'>>): (client: Client) => EventRecorder {
  const correlator = new EventCorrelator()
  const lanes = new Map<string, Promise<void>>()
  let recalled: Promise<void> | undefined
  let lastName = 0n

  const recall = async (): Promise<void> => {
    // Of the store: whoever asks for any version may watch next, and a cache of events, of which there are most and nobody watches all, is dear.
    const {items} = await reader.list<Event>(builtin.events)
    for (const event of items) if (event.count !== undefined) correlator.remember(event)
  }

  // Names ascend, so that events of one moment are listed in the order in which they happened.
  const nextName = (): string => {
    const now = BigInt(Math.floor(clock.now())) * 1_000_000n + BigInt(Math.floor(random.number() * 1000))
    lastName = now > lastName ? now : lastName + 1n + BigInt(Math.floor(random.number() * 1000))
    return lastName.toString(16)
  }

  const write = async (client: Client, draft: Event, now: number): Promise<void> => {
    recalled ??= recall()
    await recalled
    const correlated = correlator.correlate(draft, now)
    if (!correlated) return
    const {event, repeats} = correlated
    await (repeats ? countUp(client, event) : create(client, event))
  }

  const create = (client: Client, event: Event): Promise<Event> =>
    client.create<Event>({...builtin.events, namespace: event.metadata.namespace}, event)

  const countUp = async (client: Client, event: Event): Promise<Event> => {
    const {namespace, name} = event.metadata
    const body = {count: event.count, lastTimestamp: event.lastTimestamp, message: event.message}
    try {
      return await client.patch<Event>({...builtin.events, namespace, name}, 'strategic', body)
    } catch (error) {
      if (!isNotFound(error)) throw error
      return create(client, event)
    }
  }

  return client => ({
    record(about, recorded) {
      const now = clock.now()
      const draft = eventOf(about, recorded, nextName(), now)
      const lane = about.metadata.uid ?? about.metadata.name ?? ''
      const turn = (lanes.get(lane) ?? Promise.resolve())
        .then(() => write(client, draft, now))
        .catch(error => log.warn('could not record an event', {event: draft.reason, error: String(error)}))
      lanes.set(lane, turn)
      void activity.during(turn).then(() => {
        if (lanes.get(lane) === turn) lanes.delete(lane)
      })
    },
  })
}

function eventOf(about: KubeObject, recorded: RecordedEvent, suffix: string, now: number): Event {
  const {type, reason, message, source, host, fieldPath} = recorded
  const time = timestamp(now)
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {name: `${about.metadata.name}.${suffix}`, namespace: about.metadata.namespace || 'default'},
    involvedObject: referenceTo(about, fieldPath),
    reason,
    message,
    source: {component: source, ...(host && {host})},
    firstTimestamp: time,
    lastTimestamp: time,
    count: 1,
    type,
    reportingComponent: source,
    reportingInstance: host ?? '',
  } as Event
}

function referenceTo({apiVersion, kind, metadata}: KubeObject, fieldPath?: string): ObjectReference {
  const {namespace, name, uid, resourceVersion} = metadata
  return {
    kind,
    ...(namespace && {namespace}),
    name,
    ...(uid && {uid}),
    ...(apiVersion && {apiVersion}),
    ...(resourceVersion && {resourceVersion}),
    ...(fieldPath && {fieldPath}),
  }
}
