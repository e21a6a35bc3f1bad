import assert from 'node:assert/strict'
import type {Pod} from '../../../../src/api/kinds.ts'
import type {PodWorker} from '../../../../src/cluster/kubelet/pod/pod-worker.ts'
import {nodeLogs} from '../../../../src/cluster/kubelet/server/node-logs.ts'
import {simulatedPods} from '../../../support/simulated-pods.ts'

describe('a node’s folder of logs', () => {
  it('has each container’s by its pod and by its own name', async () => {
    const {runtime, start} = simulatedPods()
    const {containers} = await start([{name: 'c', command: ['sh', '-c', 'echo a; echo b >&2']}])
    const instance = await runtime.containerStatus(containers[0]!)
    const worker = () => ({instance: (_: string, previous?: boolean) => (previous ? undefined : instance)}) as PodWorker
    const pod = {metadata: {name: 'p', namespace: 'd', uid: 'u'}, spec: {containers: [{name: 'c'}]}} as Pod
    const read = async (path: string) => {
      const {status, body} = await nodeLogs('n', path, {runtime, worker, pods: () => [pod]})
      const text = body.type === 'text' ? body.text : ''
      return [status, [...text.matchAll(/<a href="(.*?)">/g)].map(([, name]) => name).join(' ') || text]
    }

    const log = '2026-01-01T00:00:00.000000000Z stdout F a\n2026-01-01T00:00:00.000000001Z stderr F b\n'
    assert.deepEqual(await read('/'), [200, 'containers/ pods/'])
    assert.deepEqual(await read('/pods/'), [200, 'd_p_u/'])
    assert.deepEqual(await read('/pods/d_p_u/c/'), [200, '0.log'])
    assert.deepEqual(await read('/pods/d_p_u/c/0.log'), [200, log])
    assert.deepEqual(await read(`/containers/p_d_c-${containers[0]}.log`), [200, log])
    assert.deepEqual(await read('/pods/x'), [404, '404 page not found\n'])
    await runtime.close()
  })
})
