import type {Store} from '../../src/cluster/etcd/store.ts'
import {type Measurement, perSecond, timed} from './measurement.ts'

/** Durable puts, 100 at a time, while watches of as many prefixes look on, each asking for previous values. */
export async function measureWatches(
  store: Store,
  {watches, count: total}: {watches: number; count: number},
): Promise<Measurement> {
  let told = 0
  const count = (events: number) => {
    told += events
  }
  const watchers = Array.from({length: watches}, (_, index) =>
    store.watch(
      {key: `/watched/${index}/`, rangeEnd: `/watched/${index}0`, prevKv: true},
      {events: batch => count(batch.length), cancelled: () => undefined},
    ),
  )
  let next = 0
  const caller = async () => {
    for (let index = next++; index < total; index = next++) {
      await store.put({key: `/watched/${index % watches}/${index % 1_000}`, value: 'v'.repeat(1_000)})
    }
  }
  const took = await timed(() => Promise.all(Array.from({length: 100}, caller)))
  for (const watcher of watchers) watcher.cancel()
  if (told !== total) throw new Error(`${told} of ${total} events were told`)
  return {what: `the same under ${watches} watches with previous values`, result: perSecond(total, took)}
}
