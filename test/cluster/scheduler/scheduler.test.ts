import assert from 'node:assert/strict'
import type {Event, Pod} from '../../../src/api/kinds.ts'
import {core, type NodeShape, openSchedulingWorld, type SchedulingWorld} from '../../support/scheduling-world.ts'

const requesting = (cpu: string) => ({containers: [{name: 'c', image: 'busybox', resources: {requests: {cpu}}}]})
const message = (pod: Pod) => pod.status?.conditions?.find(({type}) => type === 'PodScheduled')?.message

describe('scheduler', () => {
  let world: SchedulingWorld
  beforeEach(async () => {
    world = await openSchedulingWorld()
  })
  afterEach(() => world.stop())

  it('binds a pod to the only node, and says so', async () => {
    await world.addNode('one')

    await world.addPod('web')
    await world.settle()

    assert.equal((await world.pod('web')).spec?.nodeName, 'one')
    const {items} = await world.client.list<Event>(core('events', undefined, 'default'))
    assert.deepEqual(
      items.map(({reason, message}) => `${reason}: ${message}`),
      ['Scheduled: Successfully assigned default/web to one'],
    )
  })

  it('leaves a pod without nodes pending', async () => {
    await world.addPod('web')
    await world.settle()
    const pod = await world.pod('web')
    assert.equal(pod.spec?.nodeName, undefined)
    assert.match(message(pod) ?? '', /^no nodes available to schedule pods|^0\/0 nodes are available/)
  })

  const refusals: {name: string; nodes: Record<string, NodeShape>; spec: object; expected: string}[] = [
    {
      name: 'more cpu than any node has',
      nodes: {control: {taints: [{key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule'}]}, a: {}, b: {}},
      spec: requesting('9999'),
      expected:
        '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    },
    {
      name: 'a label that no node has',
      nodes: {a: {}, b: {}},
      spec: {nodeSelector: {disk: 'platinum'}},
      expected:
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    },
    {
      name: 'cordoned nodes',
      nodes: {a: {unschedulable: true}},
      spec: {},
      expected:
        '0/1 nodes are available: 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    },
    {
      name: 'full nodes',
      nodes: {a: {pods: '0'}},
      spec: {},
      expected:
        '0/1 nodes are available: 1 Too many pods. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    },
    {
      name: 'company that is not there',
      nodes: {a: {}},
      spec: {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {labelSelector: {matchLabels: {app: 'nosuch'}}, topologyKey: 'kubernetes.io/hostname'},
            ],
          },
        },
      },
      expected:
        "0/1 nodes are available: 1 node(s) didn't match pod affinity rules. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    },
    {
      name: 'a claim that does not exist',
      nodes: {a: {}},
      spec: {volumes: [{name: 'v', persistentVolumeClaim: {claimName: 'nosuch'}}]},
      expected: '0/1 nodes are available: persistentvolumeclaim "nosuch" not found. not found',
    },
  ]

  for (const {name, nodes, spec, expected} of refusals) {
    it(`explains ${name}`, async () => {
      for (const [node, shape] of Object.entries(nodes)) await world.addNode(node, shape)
      await world.addPod('web', spec)
      await world.settle()
      assert.equal(message(await world.pod('web')), expected)
    })
  }

  it('tries again after a back-off when a node comes', async () => {
    await world.addNode('small', {cpu: '1'})
    await world.addPod('web', requesting('2'))
    await world.settle()
    assert.equal((await world.pod('web')).spec?.nodeName, undefined)

    await world.addNode('big', {cpu: '4'})
    await world.settle()
    await world.clock.advance(world.clock.now() + 10_000, world.settle)

    assert.equal((await world.pod('web')).spec?.nodeName, 'big')
  })

  it('spreads equal pods over equal nodes', async () => {
    await world.addNode('a')
    await world.addNode('b')
    for (const name of ['one', 'two', 'three', 'four']) await world.addPod(name, requesting('500m'))
    await world.settle()
    const nodes = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async name => (await world.pod(name)).spec?.nodeName),
    )
    assert.deepEqual(nodes.sort(), ['a', 'a', 'b', 'b'])
  })

  it('spreads the pods of a service without being told to', async () => {
    for (const name of ['a', 'b', 'c']) await world.addNode(name)
    const selector = {app: 'web'}
    await world.client.create(core('services', undefined, 'default'), {
      metadata: {name: 'web'},
      spec: {selector, ports: [{port: 80}]},
    })
    for (const name of ['one', 'two', 'three']) await world.addPod(name, {}, selector)
    await world.settle()
    const nodes = await Promise.all(['one', 'two', 'three'].map(async name => (await world.pod(name)).spec?.nodeName))
    assert.deepEqual(nodes.sort(), ['a', 'b', 'c'])
  })

  it('never gives one host port away twice', async () => {
    await world.addNode('a')
    const spec = {containers: [{name: 'c', image: 'nginx', ports: [{containerPort: 80, hostPort: 8080}]}]}
    await world.addPod('first', spec)
    await world.addPod('second', spec)
    await world.settle()
    assert.equal((await world.pod('first')).spec?.nodeName, 'a')
    assert.match(message(await world.pod('second')) ?? '', /didn't have free ports for the requested pod ports/)
  })

  it('keeps a gated pod out until its gate is gone', async () => {
    await world.addNode('a')
    await world.addPod('gated', {schedulingGates: [{name: 'example.com/wait'}]})
    await world.settle()
    const gated = await world.pod('gated')
    assert.equal(gated.spec?.nodeName, undefined)

    await world.client.patch(core('pods', 'gated', 'default'), 'json', [
      {op: 'remove', path: '/spec/schedulingGates/0'},
    ])
    await world.settle()

    assert.equal((await world.pod('gated')).spec?.nodeName, 'a')
  })

  it('evicts a less important pod for a more important one', async () => {
    await world.client.create(
      {group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses'},
      {metadata: {name: 'high'}, value: 1000},
    )
    await world.addNode('a', {cpu: '1'})
    await world.addPod('low', requesting('1'))
    await world.settle()
    assert.equal((await world.pod('low')).spec?.nodeName, 'a')

    await world.addPod('high', {...requesting('1'), priorityClassName: 'high'})
    await world.settle()

    const [low, high] = [await world.pod('low'), await world.pod('high')]
    assert.ok(low.metadata.deletionTimestamp)
    assert.equal(low.status?.conditions?.find(({type}) => type === 'DisruptionTarget')?.reason, 'PreemptionByScheduler')
    assert.equal(high.status?.nominatedNodeName, 'a')
  })

  it('keeps a spread within its skew', async () => {
    await world.addNode('a', {labels: {zone: '1'}})
    await world.addNode('b', {labels: {zone: '2'}, pods: '1'})
    const spec = {
      topologySpreadConstraints: [
        {maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {matchLabels: {app: 'x'}}},
      ],
    }
    for (const name of ['one', 'two', 'three', 'four']) {
      await world.addPod(name, spec, {app: 'x'})
      await world.settle()
    }
    const placed = await Promise.all(
      ['one', 'two', 'three', 'four'].map(async name => (await world.pod(name)).spec?.nodeName),
    )
    assert.deepEqual(placed.slice(0, 3).sort(), ['a', 'a', 'b'])
    assert.equal(placed[3], undefined)
    assert.match(message(await world.pod('four')) ?? '', /didn't match pod topology spread constraints/)
  })
})
