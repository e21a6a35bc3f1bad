import type {Event} from '../../api/kinds.ts'
import {TokenBucket} from './token-bucket.ts'

/** An event before it is known whether it is a new one. */
export type Draft = Event

export interface Correlated {
  event: Event
  /** Whether it is written over an event that exists. */
  repeats: boolean
}

interface Similar {
  messages: Set<string>
  last: number
}

const burst = 25
const refillPerSecond = 1 / 300
const maximumSimilar = 10
const similarWindow = 600_000
const maximumRemembered = 4096

/**
 * Tells new events from repeated ones as client-go's correlator does: a source may burst 25 events about one object and then one every five minutes;
 * more than ten messages of one reason within ten minutes are combined; an event that happened before counts up.
 */
export class EventCorrelator {
  private readonly buckets = new Map<string, TokenBucket>()
  private readonly similar = new Map<string, Similar>()
  private readonly known = new Map<string, Event>()

  /** Undefined when there have been too many. */
  correlate(draft: Draft, now: number): Correlated | undefined {
    if (!this.mayPass(draft, now)) return undefined
    const event = this.combine(draft, now)
    const key = identity(event)
    const known = this.known.get(key)
    if (!known) return {event, repeats: false}
    const again: Event = {
      ...known,
      count: (known.count ?? 1) + 1,
      message: event.message,
      lastTimestamp: event.lastTimestamp,
    }
    this.remember(again, key)
    return {event: again, repeats: true}
  }

  /** Notes an event as the server has it. */
  remember(event: Event, key = identity(event)): void {
    this.known.delete(key)
    this.known.set(key, event)
    trim(this.known)
  }

  private mayPass(draft: Draft, now: number): boolean {
    const {source, involvedObject: object} = draft
    const key = [source?.component, source?.host, object.kind, object.namespace, object.name, object.uid].join('/')
    let bucket = this.buckets.get(key)
    if (!bucket) {
      bucket = new TokenBucket(burst, refillPerSecond, now)
      this.buckets.set(key, bucket)
      trim(this.buckets)
    }
    return bucket.take(now)
  }

  private combine(draft: Draft, now: number): Event {
    const key = kindOfEvent(draft)
    let record = this.similar.get(key)
    if (!record || now - record.last > similarWindow) record = {messages: new Set(), last: now}
    record.last = now
    record.messages.add(draft.message ?? '')
    this.similar.delete(key)
    this.similar.set(key, record)
    trim(this.similar)
    if (record.messages.size <= maximumSimilar) return draft
    const [oldest] = record.messages
    record.messages.delete(oldest!)
    return {...draft, message: `(combined from similar events): ${draft.message}`}
  }
}

const kindOfEvent = ({source, involvedObject: object, type, reason, reportingComponent, reportingInstance}: Event) =>
  [
    source?.component,
    source?.host,
    object.kind,
    object.namespace,
    object.name,
    object.uid,
    object.apiVersion,
    type,
    reason,
    reportingComponent,
    reportingInstance,
  ].join('\n')

/** Combined events count as one, whatever the latest of them says. */
const identity = (event: Event): string =>
  [
    kindOfEvent(event),
    event.involvedObject.fieldPath,
    event.message?.startsWith('(combined from similar events): ') ? '' : event.message,
  ].join('\n')

function trim(map: Map<string, unknown>): void {
  if (map.size <= maximumRemembered) return
  const [oldest] = map.keys()
  map.delete(oldest!)
}
