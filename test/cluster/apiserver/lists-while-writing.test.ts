import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate as nextTurn} from 'node:timers/promises'
import {openConnection} from '../../../src/cluster/etcd/sqlite/open-connection.ts'
import {SqliteStore} from '../../../src/cluster/etcd/sqlite/sqlite-store.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'
import {startTestApiServer, testTime} from '../../support/api-server.ts'

const configMaps = {group: '', version: 'v1', resource: 'configmaps', namespace: 'default'}

const configMap = (name: string) => ({
  key: `/registry/configmaps/default/${name}`,
  value: JSON.stringify({kind: 'ConfigMap', apiVersion: 'v1', metadata: {name, namespace: 'default', uid: name}}),
})

/** A disk that is ready when it is told to be; all who wait are served at once. */
class SlowDisk {
  private ready = Promise.resolve()
  go: () => void = () => {}

  hold(): void {
    this.ready = new Promise(resolve => {
      this.go = resolve
    })
  }

  reached(): Promise<void> {
    return this.ready
  }

  close(): void {}
}

/** What was asked for has been committed, if not yet brought to the disk. */
async function committed(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn()
}

describe('A list, while writes wait for the disk,', () => {
  const lists = [
    {name: 'whole', options: {}},
    {name: 'in pages', options: {limit: 10}},
  ]
  for (const {name, options} of lists) {
    it(`${name}, waits for those that it shows, and is of no older version than its items`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'kctl-lists-'))
      const clock = new ClusterClock(testTime)
      const connection = openConnection({file: join(folder, 'etcd.db')})
      const sync = new SlowDisk()
      const store = new SqliteStore({connection, clock, leaseId: () => 1n, pollInterval: 50, sync})
      const {client, close} = await startTestApiServer({store, clock})
      const watching = client.watch(configMaps)[Symbol.asyncIterator]()
      const watched = watching.next()
      await committed()
      let told = false
      sync.hold()

      const first = store.put(configMap('first'))
      await committed()
      const listed = client.list(configMaps, options).finally(() => {
        told = true
      })
      await committed()
      const second = store.put(configMap('second'))
      await committed()
      const early = told
      sync.go()
      const {items, metadata} = await listed

      assert.equal(early, false)
      assert.ok(items.length > 0)
      const newest = Math.max(...items.map(item => Number(item.metadata.resourceVersion)))
      assert.ok(newest <= Number(metadata.resourceVersion), `${newest} in a list of ${metadata.resourceVersion}`)
      await Promise.all([first, second, watched, watching.return?.(undefined)])
      await close()
      rmSync(folder, {recursive: true, force: true})
    })
  }
})
