import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import {expired} from '../../../src/api/status-error.ts'
import {bench} from '../../support/controller-bench.ts'

const pod = (name: string, node = 'n1') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name, namespace: 'd'},
  spec: {nodeName: node},
})

describe('informer', () => {
  it('lists, watches, indexes and tells handlers of what was there and what happens', async () => {
    const {api, context, settle, close} = bench(['pods', pod('a')])
    const informer = context.informers.informer(builtin.pods)
    informer.addIndex('node', object => [(object['spec'] as {nodeName: string}).nodeName])
    const seen: string[] = []
    await informer.synced()
    informer.onChange({
      added: object => seen.push(`added ${object.metadata.name}`),
      updated: object => seen.push(`updated ${object.metadata.name}`),
      deleted: object => seen.push(`deleted ${object.metadata.name}`),
    })

    api.seed(['pods', pod('b')])
    api.change('pods', 'd/b', object => ({...object, spec: {nodeName: 'n2'}}))
    api.remove('pods', 'd/a')
    await settle()

    assert.deepEqual(seen, ['added a', 'added b', 'updated b', 'deleted a'])
    assert.deepEqual([...informer.byIndex('node', 'n1')], [])
    assert.deepEqual(
      [...informer.byIndex('node', 'n2')].map(object => object.metadata.name),
      ['b'],
    )
    await close()
  })

  it('lists again when its version has expired', async () => {
    const {api, context, settle, close} = bench(['pods', pod('a')])
    let refused = 0
    api.refuse = ({url}) => (url.includes('watch=true') && refused++ === 0 ? expired('too old') : undefined)
    const informer = context.informers.informer(builtin.pods)
    await informer.synced()
    api.seed(['pods', pod('b')])
    await settle()
    assert.deepEqual(
      [...informer.list()].map(object => object.metadata.name),
      ['a', 'b'],
    )
    await close()
  })

  it('shows a write to whoever waits for its version', async () => {
    const {api, context, close} = bench()
    const informer = context.informers.informer(builtin.pods)
    await informer.synced()
    api.seed(['pods', pod('a')])
    const version = Number(api.get('pods', 'd/a')!.metadata.resourceVersion)
    await informer.until(() => informer.revision >= version)
    assert.equal(informer.get('d/a')?.metadata.name, 'a')
    await close()
  })
})
