import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {StatusError} from '../../../src/api/status-error.ts'
import {createPodGarbageCollector} from '../../../src/cluster/controllers/pod-garbage-collector.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const pod = (spec: object, {metadata = {}, phase = 'Running'}: {metadata?: object; phase?: string} = {}) =>
  [
    'pods',
    {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a', namespace: 'd', ...metadata}, spec, status: {phase}},
  ] as [string, KubeObject]
const node: [string, KubeObject] = ['nodes', {apiVersion: 'v1', kind: 'Node', metadata: {name: 'one'}}]
const unavailable = new StatusError({code: 503, reason: 'ServiceUnavailable', message: 'not now'})

describe('the pod garbage collector', () => {
  it('leaves pods alone whose node is there, and those that wait for one', async () => {
    const at = bench(node, pod({nodeName: 'one'}), pod({}, {metadata: {name: 'b'}}))

    const writes = [...(await at.run(createPodGarbageCollector)), ...(await at.advance(3_600_000))]

    assert.deepEqual(writes, [])
    await at.close()
  })

  it('fails and removes a pod whose node has been gone for 40 seconds', async () => {
    const at = bench(pod({nodeName: 'one'}))

    const early = [...(await at.run(createPodGarbageCollector)), ...(await at.advance(39_999))]
    const late = await at.advance(1)

    assert.deepEqual(early, [])
    assert.deepEqual(summary(late), ['update pods/status d/a', 'delete pods d/a'])
    const {phase, conditions} = late[0]!.object['status'] as {phase: string; conditions: {reason: string}[]}
    assert.deepEqual([phase, conditions.map(({reason}) => reason)], ['Failed', ['DeletionByPodGC']])
    await at.close()
  })

  it('spares the pods of a node that comes back in time', async () => {
    const at = bench(node, pod({nodeName: 'one'}))
    await at.run(createPodGarbageCollector)

    at.api.remove('nodes', 'one')
    await at.advance(30_000)
    at.api.seed(node)
    const writes = [...(await at.settle()), ...(await at.advance(60_000))]

    assert.deepEqual(writes, [])
    await at.close()
  })

  it('takes no pods away because the server does not say whether their node is there', async () => {
    const at = bench(pod({nodeName: 'one'}))
    at.api.refuse = ({method, url}) => (method === 'GET' && url.endsWith('/nodes/one') ? unavailable : undefined)

    await at.run(createPodGarbageCollector)
    const refused = await at.advance(41_000)
    at.api.refuse = () => undefined
    at.api.change('pods', 'd/a', object => ({...object}))
    const told = await at.settle()

    assert.deepEqual(refused, [])
    assert.deepEqual(summary(told), ['update pods/status d/a', 'delete pods d/a'])
    await at.close()
  })

  it('removes a pod that ends without ever having had a node', async () => {
    const at = bench(pod({}, {metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}}))

    assert.deepEqual(summary(await at.run(createPodGarbageCollector)), ['delete pods d/a'])
    await at.close()
  })
})
