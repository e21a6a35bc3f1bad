import type {Store} from '../../src/cluster/etcd/store.ts'
import {type Measurement, perSecond, timed} from './measurement.ts'

/** Durable puts of 1 KB, each caller waiting for one before the next. */
export async function measurePuts(
  store: Store,
  {callers, count}: {callers: number; count: number},
): Promise<Measurement> {
  const value = 'v'.repeat(1_000)
  let next = 0
  const caller = async () => {
    for (let index = next++; index < count; index = next++) await store.put({key: `/puts/${callers}/${index}`, value})
  }
  const took = await timed(() => Promise.all(Array.from({length: callers}, caller)))
  return {what: `durable puts of 1 KB, ${callers} at a time`, result: perSecond(count, took)}
}
