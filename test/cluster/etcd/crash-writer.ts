import {openSqliteStore} from '../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'

/** Writes without end, twenty at a time, and prints `key revision` for each write that was acknowledged. Made to be killed. */
const [file = '', round = '0'] = process.argv.slice(2)
const store = await openSqliteStore({file, clock: new ClusterClock(0), syncBeside: Number(round) % 2 === 1})
let next = 0

const writer = async (): Promise<void> => {
  for (;;) {
    const key = `/crash/${round}/${next++}`
    const {revision} = await store.put({key, value: `${key} `.repeat(100)})
    process.stdout.write(`${key} ${revision}\n`)
    if (revision % 500 === 0) await store.compact(revision - 100)
  }
}
await Promise.all(Array.from({length: 20}, writer))
