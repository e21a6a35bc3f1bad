import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {openSqliteStore} from '../../../src/cluster/etcd/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import {storeContract} from '../../contracts/store.ts'

const stores = [
  {name: 'The SQLite store', syncBeside: false},
  {name: 'The SQLite store that syncs beside', syncBeside: true},
]

for (const {name, syncBeside} of stores) {
  storeContract(name, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kctl-store-'))
    const file = path.join(folder, 'etcd.db')
    const clock = new ClusterClock(1_000_000)
    const random = new SeededRandom('store')
    const open = () => openSqliteStore({file, clock, random, pollInterval: 1, syncBeside})
    const store = await open()
    store.lessor.start()
    return {
      store,
      again: open,
      pass: async seconds => {
        await clock.advance(clock.now() + seconds * 1_000, () => store.meta.set('tick', 1))
      },
      close: async () => {
        await store.close()
        rmSync(folder, {recursive: true, force: true})
      },
    }
  })
}
