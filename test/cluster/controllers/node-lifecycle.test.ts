import assert from 'node:assert/strict'
import type {Lease, Node} from '../../../src/api/kinds.ts'
import {createNodeLifecycleController} from '../../../src/cluster/controllers/node-lifecycle/index.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const node = (more: object = {}): Node =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {name: 'one'},
    spec: {},
    status: {conditions: [{type: 'Ready', status: 'True', lastHeartbeatTime: '2026-01-01T00:00:00Z'}]},
    ...more,
  }) as Node
const lease = (renewTime: string): Lease =>
  ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {name: 'one', namespace: 'kube-node-lease'},
    spec: {renewTime},
  }) as Lease

describe('node lifecycle controller', () => {
  it('declares a node unknown that falls silent, and taints it', async () => {
    const at = bench(['nodes', node()], ['leases', lease('2026-01-01T00:00:00Z')])
    assert.deepEqual(await at.run(createNodeLifecycleController), [])
    for (let second = 0; second < 53; second += 1) await at.advance(1000)
    const {spec, status} = at.api.get('nodes', 'one') as Node
    const ready = status?.conditions?.find(({type}) => type === 'Ready')
    assert.equal(ready?.status, 'Unknown')
    assert.equal(ready?.message, 'Kubelet stopped posting node status.')
    assert.deepEqual(
      spec?.taints?.map(({key, effect}) => `${key}:${effect}`),
      ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
    )
    assert.deepEqual(at.events.slice(-1), ['Normal NodeNotReady Node one status is now: NodeNotReady'])
    await at.close()
  })

  it('lets time pass for a kubelet that was stopped, also while nothing else happens', async () => {
    const stopped = {name: 'one', annotations: {'kctl.dev/kubelet-stopped': '2026-01-01T00:00:00Z'}}
    const at = bench(['nodes', node({metadata: stopped})], ['leases', lease('2026-01-01T00:00:00Z')])
    const begun = at.clock.now()
    await at.run(createNodeLifecycleController)

    await at.advance(49_999)
    const before = at.api.get('nodes', 'one') as Node
    const due = at.clock.nextDue()
    await at.advance(1)

    assert.equal(before.status?.conditions?.[0]?.status, 'True')
    assert.equal(due, begun + 50_000)
    const {spec, status} = at.api.get('nodes', 'one') as Node
    assert.equal(status?.conditions?.find(({type}) => type === 'Ready')?.status, 'Unknown')
    assert.equal(spec?.taints?.length, 2)
    await at.close()
  })

  it('does not take a leap of time for silence', async () => {
    const at = bench(['nodes', node()], ['leases', lease('2026-01-01T00:00:00Z')])
    await at.run(createNodeLifecycleController)
    for (const leap of [50_500, 3_600_000]) {
      await at.advance(leap)
      at.api.change('leases', 'kube-node-lease/one', () => lease(String(at.clock.now())))
      assert.deepEqual(summary(await at.settle()), [])
    }
    await at.close()
  })

  it('says once that a new node is registered', async () => {
    const creationTimestamp = '2026-01-01T00:00:00Z'
    const at = bench(['nodes', node({metadata: {name: 'one', uid: 'u', creationTimestamp}})])
    await at.run(createNodeLifecycleController)
    await at.advance(4_999)
    assert.deepEqual(at.events, [])
    await at.advance(1)
    await at.advance(20_000)
    assert.deepEqual(at.events, ['Normal RegisteredNode Node one event: Registered Node one in Controller'])
    await at.close()
  })

  it('has nothing to say of a node that it finds', async () => {
    const creationTimestamp = '2025-12-31T23:59:55Z'
    const at = bench(['nodes', node({metadata: {name: 'one', uid: 'u', creationTimestamp}})])
    await at.run(createNodeLifecycleController)
    await at.advance(20_000)
    assert.deepEqual(at.events, [])
    await at.close()
  })

  it('taints a cordoned node and takes the taint off again', async () => {
    const at = bench(['nodes', node({spec: {unschedulable: true}})])
    await at.run(createNodeLifecycleController)
    const taints = () => (at.api.get('nodes', 'one') as Node).spec?.taints?.map(({key}) => key)
    assert.deepEqual(taints(), ['node.kubernetes.io/unschedulable'])
    at.api.change('nodes', 'one', object => ({...object, spec: {...(object['spec'] as object), unschedulable: false}}))
    await at.settle()
    assert.deepEqual(taints(), [])
    await at.close()
  })
})
