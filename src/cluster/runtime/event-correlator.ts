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

/** What one source says of one object. */
interface Account {
  /** Made when it is first needed: events of an earlier process are recalled without one. */
  bucket?: TokenBucket
  similar: Map<string, Similar>
  written: Map<string, Written>
}

interface Similar {
  messages: Set<string>
  last: number
}

/** Of an event that was written: what the next one like it needs. */
type Written = Pick<Event, 'count' | 'firstTimestamp'> & {name: string}

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
  private readonly accounts = new RecentlyUsed<Account>(maximumRemembered)

  /** Undefined when there have been too many, which count nevertheless. */
  correlate(draft: Draft, now: number): Correlated | undefined {
    const account = this.accountOf(draft)
    const event = combine(account, draft, now)
    const key = identity(event)
    const before = account.written.get(key)
    const observed = before ? repeated(before, event) : event
    account.written.set(key, written(observed))
    account.bucket ??= new TokenBucket(burst, refillPerSecond, now)
    if (!account.bucket.take(now)) return undefined
    return {event: observed, repeats: before !== undefined}
  }

  /** Notes an event that is there already. */
  remember(event: Event): void {
    this.accountOf(event).written.set(identity(event), written(event))
  }

  private accountOf(event: Event): Account {
    const key = sourceAndObject(event)
    const account = this.accounts.get(key) ?? {similar: new Map(), written: new Map()}
    this.accounts.put(key, account)
    return account
  }
}

function combine({similar}: Account, draft: Draft, now: number): Event {
  const reason = draft.reason ?? ''
  let record = similar.get(reason)
  if (!record || now - record.last > similarWindow) {
    record = {messages: new Set(), last: now}
    similar.set(reason, record)
  }
  record.last = now
  record.messages.add(draft.message ?? '')
  if (record.messages.size < enoughSimilar) return draft
  const [oldest] = record.messages
  record.messages.delete(oldest!)
  return combined(draft)
}

/** Who reports it goes unsaid in an event that stands for several. */
const combined = (draft: Event): Event => ({
  ...draft,
  message: `${combinedPrefix}${draft.message}`,
  reportingComponent: '',
  reportingInstance: '',
})

const repeated = ({name, count = 1, firstTimestamp}: Written, event: Event): Event => ({
  ...event,
  metadata: {...event.metadata, name},
  firstTimestamp,
  count: count + 1,
})

const written = ({metadata, count, firstTimestamp}: Event): Written => ({name: metadata.name!, count, firstTimestamp})

function sourceAndObject({source, involvedObject: object, type}: Event): string {
  const {kind, namespace, name, uid, apiVersion} = object
  return `${source?.component}\n${source?.host ?? ''}\n${kind}\n${namespace}\n${name}\n${uid}\n${apiVersion}\n${type}`
}

/** Combined events of a reason count as one, whatever the latest of them says. */
const identity = ({reason, message, involvedObject}: Event): string =>
  message?.startsWith(combinedPrefix) ? `${reason}` : `${reason}\n${involvedObject.fieldPath ?? ''}\n${message ?? ''}`
