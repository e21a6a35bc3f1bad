import {openSqliteStore} from '../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {type Measurement, median, milliseconds} from './measurement.ts'

/** Opening a store to read, one range of 100 keys, and closing it. */
export async function measureOpening(file: string): Promise<Measurement> {
  const clock = new ClusterClock(0)
  const took = await median(9, async () => {
    const store = await openSqliteStore({file, clock, readOnly: true})
    await store.range({key: '/ranges/', rangeEnd: '/ranges0', limit: 100})
    await store.close()
  })
  return {what: 'open to read, range of 100, close', result: milliseconds(took)}
}
