import assert from 'node:assert/strict'
import type {KubeObject} from '../../../../src/api/object.ts'
import {ConvertingStore} from '../../../../src/cluster/apiserver/registry/converting-store.ts'
import {ResourceStore} from '../../../../src/cluster/apiserver/registry/resource-store.ts'
import {openSqliteStore} from '../../../../src/cluster/etcd/index.ts'
import {configMap} from '../../../../src/cluster/resources/core/config-map.ts'
import type {ResourceDefinition} from '../../../../src/cluster/resources/define-resource.ts'
import {ClusterClock} from '../../../../src/cluster/runtime/cluster-clock.ts'

const key = '/registry/example.com/things/default/t'

describe('a kind that somebody else converts', () => {
  const convert = async (object: KubeObject, apiVersion: string) => ({...object, apiVersion})
  const definition = (stored: string): ResourceDefinition => ({
    ...configMap,
    group: 'example.com',
    kind: 'Thing',
    plural: 'things',
    storage: {prefix: '/registry/example.com/things', version: stored, convert},
  })

  for (const [stored, moved] of [
    ['v1', false],
    ['v2', true],
  ] as const)
    it(`${moved ? 'is' : 'is not'} written anew by a write that changes nothing, where ${stored} is stored now`, async () => {
      const clock = new ClusterClock(0)
      const store = await openSqliteStore({file: ':memory:', clock})
      const open = (version: string) => {
        const own = definition(version)
        return new ResourceStore(own, new ConvertingStore(store, {definition: own, convert}), clock)
      }
      const object = {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 't', namespace: 'default'}}
      await open('v1').create(object)
      const before = (await store.range({key})).kvs[0]!

      await open(stored).update('default', 't', current => current!)

      const after = (await store.range({key})).kvs[0]!
      assert.equal(after.modRevision > before.modRevision, moved)
      assert.equal(JSON.parse(String(after.value)).apiVersion, `example.com/${stored}`)
      await store.close()
    })
})
