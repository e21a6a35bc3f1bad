import type {Meta} from '../etcd/index.ts'
import {type Store, StoreError} from '../etcd/store.ts'
import type {Activity} from '../runtime/activity.ts'
import type {Clock, Timer} from '../runtime/clock.ts'
import type {Component} from '../runtime/component.ts'
import type {Logger} from '../runtime/logger.ts'

export interface CompactorOptions {
  store: Store
  meta: Meta
  clock: Clock
  activity: Activity
  log: Logger
}

/** How often the store is compacted, and how old history at least becomes: kube-apiserver's --etcd-compaction-interval. Milliseconds. */
const interval = 5 * 60_000

/** Where every API server on a store writes the revision that it will compact next. */
const key = 'compact_rev_key'
/** When the store was compacted last; outside of the keys, so that short-lived processes know. */
const compactedAt = 'compacted-at'

/** Forgets the store's history from before the last interval: lists that go on and watches that come back from there are told 410 Gone. */
export function createCompactor({store, meta, clock, activity, log}: CompactorOptions): Component {
  let timer: Timer | undefined

  const compact = async (): Promise<void> => {
    const {kvs, revision} = await store.range({key})
    await store.put({key, value: String(revision)})
    await meta.set(compactedAt, clock.now())
    const before = Number(kvs[0]?.value ?? 0)
    if (before > 0) await forget(before)
  }

  const forget = async (revision: number): Promise<void> => {
    try {
      await store.compact(revision)
    } catch (error) {
      if (!(error instanceof StoreError && (error.code === 'compacted' || error.code === 'future'))) throw error
    }
  }

  const look = async (): Promise<void> => {
    try {
      const last = Number(meta.get(compactedAt) ?? 0)
      if (clock.now() - last >= interval) await activity.during(compact)
    } catch (error) {
      log.error('compaction failed, will retry', {error: String(error)})
    }
  }

  const arm = (): void => {
    timer = clock.after(interval, () => void look().finally(() => timer && arm()), {background: true})
  }

  return {
    name: 'compactor',
    async start() {
      await look()
      arm()
    },
    async stop() {
      timer?.cancel()
      timer = undefined
    },
  }
}
