import type {KubeObject} from '../../api/object.ts'
import {isConflict} from '../../api/status-error.ts'
import type {Component, ComponentContext} from './component.ts'
import type {Informer} from './informer.ts'
import {observeQueue} from './metrics/work-queue-metrics.ts'
import {nextTurn} from './next-turn.ts'
import {RateLimitingQueue} from './rate-limiting-queue.ts'

/** Which keys a change of one collection's objects concerns. */
export interface Watch {
  informer: {synced(): Promise<void>}
  attach(add: (key: string) => void): () => void
}

export interface ReconcileResult {
  /**
   * Come back in so many milliseconds. The last word counts, saying nothing is one too: what was said before was about an object that is another now, and a cluster at
   * rest is not woken for it.
   */
  requeueAfter?: number
  /** Whether coming back is housekeeping, for which a cluster at rest is not woken. */
  background?: boolean
}

export interface ControllerOptions {
  name: string
  /** What metrics call its queue, where that is not its name. */
  queue?: string
  watches: Watch[]
  workers?: number
  /** Brings one object to where it should be. It is told the key only: what happened it reads from the caches. */
  reconcile(key: string, queue: RequeueControl): Promise<ReconcileResult | undefined>
  /** Keys to look at on start that no watch yields. */
  initialKeys?: string[]
  /**
   * For how many turns of the event loop the changes that concern a key are gathered before it is looked at. Where looking costs as much as there are
   * objects, and each of them changes in its turn, looking at every change would cost their square.
   */
  gather?(key: string): number
}

export interface RequeueControl {
  /** How often this key has failed in a row. */
  retries: number
  /** Puts another key of the same controller in the queue. */
  add(key: string): void
}

const immediateConflicts = 3

/** After how many keys a worker lets others have their turn: thousands of objects may want to be looked at, and those that need nothing are looked at without waiting. */
const keysPerTurn = 20

/** The one shape of a controller: watch → key → read from cache → act → status. */
export function createController(context: ComponentContext, options: ControllerOptions): Component {
  const {clock, activity} = context
  const {name, watches, workers = 5, reconcile, initialKeys = [], gather} = options
  const log = context.log.named(name)
  const {metrics} = context
  const queue = new RateLimitingQueue(activity, clock, metrics && observeQueue(metrics, options.queue ?? name, clock))
  const detach: (() => void)[] = []
  let running: Promise<void>[] = []

  const process = async (key: string): Promise<void> => {
    try {
      for (let turns = gather?.(key) ?? 0; turns > 0; turns -= 1) await nextTurn()
      const result = await reconcile(key, {retries: queue.retries(key), add: other => queue.add(other)})
      queue.forget(key)
      if (result?.requeueAfter === undefined) queue.withdraw(key)
      else queue.addAfter(key, result.requeueAfter, {background: result.background ?? false})
    } catch (error) {
      requeue(key, error)
    }
  }

  // In process the cache already shows what a conflict was about, so the first retries need not wait for time to pass.
  const requeue = (key: string, error: unknown): void => {
    if (isConflict(error) && queue.retries(key) < immediateConflicts) return queue.addImmediately(key)
    log.error('reconciling failed, will retry', {key, error: error instanceof Error ? error.message : String(error)})
    queue.addRateLimited(key)
  }

  const work = async (): Promise<void> => {
    let worked = 0
    for (let key = await queue.get(); key !== undefined; key = await queue.get()) {
      await process(key)
      queue.done(key)
      worked += 1
      if (worked % keysPerTurn === 0) await nextTurn()
    }
  }

  return {
    name,
    async start() {
      await activity.during(Promise.all(watches.map(watch => watch.informer.synced())))
      for (const watch of watches) detach.push(watch.attach(key => queue.add(key)))
      for (const key of initialKeys) queue.add(key)
      running = Array.from({length: workers}, work)
    },
    async stop() {
      for (const take of detach.splice(0)) take()
      queue.shutDown()
      await Promise.all(running)
    },
  }
}

/** Watches a collection; `keysOf` is asked for the old and the new state of an object, unless `relevant` says a change is none. */
export function watch<T extends KubeObject>(
  informer: Informer<T>,
  keysOf: (object: T) => Iterable<string>,
  relevant: (object: T, old: T) => boolean = () => true,
): Watch {
  return {
    informer,
    attach(add) {
      const addAll = (object: T): void => {
        for (const key of keysOf(object)) add(key)
      }
      return informer.onChange({
        added: addAll,
        updated(object, old) {
          if (!relevant(object, old)) return
          addAll(old)
          addAll(object)
        },
        deleted: addAll,
      })
    },
  }
}
