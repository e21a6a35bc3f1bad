import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {ResourceStore} from '../../../src/cluster/apiserver/registry/resource-store.ts'
import {openSqliteStore, type SqliteStore} from '../../../src/cluster/etcd/index.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {ClusterClock} from '../../../src/cluster/runtime/cluster-clock.ts'

describe('the store of a resource', () => {
  let store: SqliteStore
  let quotas: ResourceStore
  before(async () => {
    const clock = new ClusterClock(0)
    store = await openSqliteStore({file: ':memory:', clock})
    quotas = new ResourceStore(builtInResources.find(({plural}) => plural === 'resourcequotas')!, store, clock)
  })
  after(() => store.close())

  it('leaves what the cache held at its version when an update keeps the metadata', async () => {
    await quotas.create({apiVersion: 'v1', kind: 'ResourceQuota', metadata: {namespace: 'a', name: 'q'}} as KubeObject)
    const cache = await quotas.startCache()
    const held = cache.get(quotas.keyOf('a', 'q'))!
    const version = held.metadata.resourceVersion

    const updated = await quotas.update('a', 'q', current => ({...current!, status: {used: {pods: '1'}}}) as KubeObject)

    assert.equal(held.metadata.resourceVersion, version)
    assert.notEqual(updated.metadata.resourceVersion, version)
  })
})
