import {
  type KeyRange,
  StoreError,
  type StoreEvent,
  type Watcher,
  type WatchListener,
  type WatchRequest,
} from '../store.ts'
import {compacted} from '../store-refusals.ts'
import {holds} from './bounds.ts'
import type {Commit} from './commit-queue.ts'
import type {Connection} from './connection.ts'
import {allEvents, previous, someEvents} from './history.ts'
import {compactRevision, currentRevision} from './revision.ts'

interface Subscription {
  request: WatchRequest
  listener: WatchListener
  /** The first revision that it has not been told of. */
  next: number
  /** Has been told of all that the hub has; one that starts in the past first reads history. */
  synced: boolean
  ended: boolean
}

/** The watches of one range: it is matched once for all of them. */
interface Group {
  range: KeyRange
  subscriptions: Set<Subscription>
}

const chunk = 1_000

/** Tells watches of every change, each once and in order, whichever process made it. */
export class WatchHub {
  private readonly connection: Connection
  private readonly groups = new Map<string, Group>()
  /** The revision up to which synced watches have been told; of no meaning while there are none. */
  private seen = 0
  /** Events with their previous values, read once for all watches that want them. */
  private readonly completed = new WeakMap<StoreEvent, StoreEvent>()

  constructor(connection: Connection) {
    this.connection = connection
  }

  get idle(): boolean {
    return this.groups.size === 0
  }

  watch(request: WatchRequest, listener: WatchListener): Watcher {
    const now = currentRevision(this.connection)
    if (this.idle) this.seen = now
    const next = request.startRevision || now + 1
    const subscription: Subscription = {request, listener, next, synced: next > now, ended: false}
    this.join(subscription)
    if (!subscription.synced) queueMicrotask(() => this.sync(subscription))
    return {cancel: () => this.leave(subscription)}
  }

  /** Tells of a commit of this process, and before it of what other processes wrote since we last looked. */
  publish({before, after, events}: Commit): void {
    if (this.idle) return
    if (before > this.seen) this.dispatch(this.missed(before), before)
    if (after > before) this.dispatch(events, after)
  }

  /** Tells of what other processes wrote since we last looked. */
  catchUp(): void {
    if (this.idle) return
    const now = currentRevision(this.connection)
    if (now > this.seen) this.dispatch(this.missed(now), now)
  }

  private missed(to: number): StoreEvent[] {
    this.endBelow(compactRevision(this.connection))
    return allEvents(this.connection, this.seen + 1, to)
  }

  /** Another process may have compacted what it wrote before we looked: say so rather than leave a gap. */
  private endBelow(lost: number): void {
    for (const {subscriptions} of [...this.groups.values()]) {
      for (const subscription of [...subscriptions]) {
        const next = Math.max(subscription.next, this.seen + 1)
        if (subscription.synced && next < lost) this.end(subscription, compacted())
      }
    }
  }

  private dispatch(events: StoreEvent[], to: number): void {
    this.seen = Math.max(this.seen, to)
    for (const {range, subscriptions} of [...this.groups.values()]) {
      const matching = events.filter(({kv}) => holds(range, kv.key))
      if (matching.length === 0) continue
      for (const subscription of [...subscriptions]) {
        if (subscription.synced && !subscription.ended) this.tell(subscription, matching, to)
      }
    }
  }

  /** Reads history for a watch that starts in the past, until it has been told all that the others have. */
  private sync(subscription: Subscription): void {
    if (subscription.ended) return
    try {
      if (subscription.next < compactRevision(this.connection)) throw compacted()
      const to = Math.max(this.seen, currentRevision(this.connection))
      while (!subscription.ended && subscription.next <= to) {
        const events = someEvents(this.connection, subscription.request, {from: subscription.next, to, chunk})
        this.tell(subscription, events, events.at(-1)?.kv.modRevision ?? to)
      }
      subscription.synced = true
    } catch (error) {
      this.end(subscription, error instanceof Error ? error : new StoreError('unavailable', String(error)))
    }
  }

  private tell(subscription: Subscription, events: StoreEvent[], to: number): void {
    const {request, listener, next} = subscription
    const batch: StoreEvent[] = []
    for (const event of events) {
      if (event.kv.modRevision < next || request.filters?.includes(`no${event.type}`)) continue
      batch.push(request.prevKv ? this.withPrevious(event) : event)
    }
    subscription.next = Math.max(next, to + 1)
    if (batch.length === 0) return
    try {
      listener.events(batch, batch[batch.length - 1]!.kv.modRevision)
    } catch (error) {
      this.end(subscription, error instanceof Error ? error : new Error(String(error)))
    }
  }

  private withPrevious(event: StoreEvent): StoreEvent {
    const known = this.completed.get(event)
    if (known) return known
    const prevKv = previous(this.connection, event)
    const complete = prevKv ? {...event, prevKv} : event
    this.completed.set(event, complete)
    return complete
  }

  private end(subscription: Subscription, error: Error): void {
    if (subscription.ended) return
    this.leave(subscription)
    subscription.listener.cancelled(error)
  }

  private join(subscription: Subscription): void {
    const {key, rangeEnd} = subscription.request
    const name = JSON.stringify([key, rangeEnd])
    const group = this.groups.get(name) ?? {range: {key, rangeEnd}, subscriptions: new Set()}
    group.subscriptions.add(subscription)
    this.groups.set(name, group)
  }

  private leave(subscription: Subscription): void {
    subscription.ended = true
    const {key, rangeEnd} = subscription.request
    const name = JSON.stringify([key, rangeEnd])
    const group = this.groups.get(name)
    group?.subscriptions.delete(subscription)
    if (group?.subscriptions.size === 0) this.groups.delete(name)
  }
}
