import type {Event} from '../../api/kinds.ts'
import {RecentlyUsed} from './recently-used.ts'
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
const enoughSimilar = 10
const similarWindow = 600_000
const maximumRemembered = 4096
const combinedPrefix = '(combined from similar events): '

/**
 * Tells new events from repeated ones as client-go's correlator does: a source may burst 25 events about one object and then one every five minutes;
 * from the tenth message of one reason within ten minutes on they are combined; an event that happened before counts up.
 */
export class EventCorrelator {
  private readonly buckets = new RecentlyUsed<TokenBucket>(maximumRemembered)
  private readonly similar = new RecentlyUsed<Similar>(maximumRemembered)
  private readonly known = new RecentlyUsed<Event>(maximumRemembered)

  /** Undefined when there have been too many, which count nevertheless. */
  correlate(draft: Draft, now: number): Correlated | undefined {
    const source = sourceAndObject(draft)
    const event = this.combine(draft, `${source}\n${draft.reason}`, now)
    const key = identity(event, event === draft ? source : sourceAndObject(event))
    const known = this.known.get(key)
    const observed = known ? repeated(known, event) : event
    this.known.put(key, observed)
    if (!this.mayPass(source, now)) return undefined
    return {event: observed, repeats: known !== undefined}
  }

  /** Notes an event as the server has it. */
  remember(event: Event): void {
    this.known.put(identity(event, sourceAndObject(event)), event)
  }

  private mayPass(source: string, now: number): boolean {
    let bucket = this.buckets.get(source)
    if (!bucket) {
      bucket = new TokenBucket(burst, refillPerSecond, now)
      this.buckets.put(source, bucket)
    }
    return bucket.take(now)
  }

  private combine(draft: Draft, key: string, now: number): Event {
    let record = this.similar.get(key)
    if (!record || now - record.last > similarWindow) record = {messages: new Set(), last: now}
    record.last = now
    record.messages.add(draft.message ?? '')
    this.similar.put(key, record)
    if (record.messages.size < enoughSimilar) return draft
    const [oldest] = record.messages
    record.messages.delete(oldest!)
    return combined(draft)
  }
}

const repeated = (known: Event, event: Event): Event => ({
  ...known,
  count: (known.count ?? 1) + 1,
  message: event.message,
  lastTimestamp: event.lastTimestamp,
})

/** Who reports it goes unsaid in an event that stands for several. */
const combined = (draft: Event): Event => ({
  ...draft,
  message: `${combinedPrefix}${draft.message}`,
  reportingComponent: '',
  reportingInstance: '',
})

function sourceAndObject({source, involvedObject: object, type}: Event): string {
  const {kind, namespace, name, uid, apiVersion} = object
  return `${source?.component}\n${source?.host ?? ''}\n${kind}\n${namespace}\n${name}\n${uid}\n${apiVersion}\n${type}`
}

/** Combined events count as one, whatever the latest of them says. */
const identity = ({reason, message, involvedObject}: Event, source: string): string =>
  message?.startsWith(combinedPrefix)
    ? `${source}\n${reason}`
    : `${source}\n${reason}\n${involvedObject.fieldPath ?? ''}\n${message ?? ''}`
