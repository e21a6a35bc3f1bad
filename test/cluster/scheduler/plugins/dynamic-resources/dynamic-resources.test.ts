import assert from 'node:assert/strict'
import {builtin} from '../../../../../src/api/builtin-resources.ts'
import type {Pod, ResourceClaim} from '../../../../../src/api/kinds.ts'
import {openSchedulingWorld, type SchedulingWorld} from '../../../../support/scheduling-world.ts'

const driver = 'gpu.example.com'
const spec = (more: object = {}) => ({devices: {requests: [{name: 'gpu', exactly: {deviceClassName: 'gpu', ...more}}]}})

describe('scheduler, pods with claims', () => {
  let world: SchedulingWorld
  const addClass = () => world.client.create(builtin.deviceClasses, {metadata: {name: 'gpu'}})
  const addSlice = (nodeName: string, ...names: string[]) =>
    world.client.create(builtin.resourceSlices, {
      metadata: {name: `slice-${nodeName}`},
      spec: {
        driver,
        nodeName,
        pool: {name: nodeName, generation: 1, resourceSliceCount: 1},
        devices: names.map(name => ({name})),
      },
    })
  const addClaim = (name: string, more: object = {}) =>
    world.client.create({...builtin.resourceClaims, namespace: 'default'}, {metadata: {name}, spec: spec(more)})
  const claim = (name: string) =>
    world.client.get<ResourceClaim>({...builtin.resourceClaims, namespace: 'default', name})
  const addPod = (name: string, claims: string[], more: object = {}) =>
    world.addPod(name, {
      resourceClaims: claims.map(resourceClaimName => ({name: resourceClaimName, resourceClaimName})),
      ...more,
    })
  const message = ({status}: Pod) => status?.conditions?.find(({type}) => type === 'PodScheduled')?.message
  const results = ({status}: ResourceClaim) =>
    status?.allocation?.devices?.results?.map(({pool, device}) => `${pool}/${device}`)
  const users = ({status}: ResourceClaim) => status?.reservedFor?.map(({name}) => name)
  const advance = (seconds: number) =>
    world.clock.advance(world.clock.now() + seconds * 1000, () => world.activity.settled())

  beforeEach(async () => {
    world = await openSchedulingWorld()
    for (const name of ['one', 'two']) await world.addNode(name)
  })
  afterEach(() => world.stop())

  it('go where their devices are, and the claims say so', async () => {
    await addClass()
    await addSlice('two', 'gpu-0')
    await addClaim('c')

    await addPod('web', ['c'])
    await world.settle()

    assert.equal((await world.pod('web')).spec?.nodeName, 'two')
    const {metadata, status} = await claim('c')
    assert.deepEqual(metadata.finalizers, ['resource.kubernetes.io/delete-protection'])
    assert.deepEqual(status, {
      allocation: {
        devices: {results: [{device: 'gpu-0', driver, pool: 'two', request: 'gpu'}]},
        nodeSelector: {
          nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['two']}]}],
        },
      },
      reservedFor: [{resource: 'pods', name: 'web', uid: (await world.pod('web')).metadata.uid}],
    })
  })

  it('share a claim that has its devices', async () => {
    await addClass()
    await addSlice('one', 'gpu-0')
    await addClaim('c')

    await addPod('a', ['c'])
    await world.settle()
    await addPod('b', ['c'])
    await world.settle()

    assert.equal((await world.pod('b')).spec?.nodeName, 'one')
    assert.deepEqual(users(await claim('c')), ['a', 'b'])
  })

  it('get no device twice, however many come at once', async () => {
    await addClass()
    await addSlice('one', 'gpu-0')
    await addSlice('two', 'gpu-0')
    for (const name of ['x', 'y', 'z']) await addClaim(name)

    await Promise.all(['x', 'y', 'z'].map(name => addPod(name, [name])))
    await world.settle()

    const given = await Promise.all(['x', 'y', 'z'].map(async name => results(await claim(name))))
    assert.deepEqual(given.flat().sort(), ['one/gpu-0', 'two/gpu-0', undefined])
    assert.deepEqual((await Promise.all(['x', 'y', 'z'].map(name => world.pod(name)))).map(message).filter(Boolean), [
      '0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ])
  })

  it('wait without a word for a claim that is not there, and are placed when it comes', async () => {
    await addClass()
    await addSlice('one', 'gpu-0')

    await addPod('web', ['c'])
    await world.settle()
    assert.equal(message(await world.pod('web')), undefined)

    await addClaim('c')
    await world.settle()
    assert.equal((await world.pod('web')).spec?.nodeName, 'one')
  })

  it('wait for a class, for devices, and for devices that are given back', async () => {
    await addClaim('c')
    await addClaim('d')
    await addPod('first', ['c'])
    await world.settle()
    assert.match(
      message(await world.pod('first'))!,
      /: request gpu: device class gpu does not exist\. no new claims to deallocate/,
    )

    await addClass()
    await advance(2)
    assert.match(message(await world.pod('first'))!, /: 2 cannot allocate all claims\. still not schedulable/)

    await addSlice('one', 'gpu-0')
    await advance(4)
    assert.equal((await world.pod('first')).spec?.nodeName, 'one')

    await addPod('second', ['d'])
    await world.settle()
    assert.equal((await world.pod('second')).spec?.nodeName, undefined)
    const path = {...builtin.resourceClaims, namespace: 'default', name: 'c', subresource: 'status'}
    await world.client.update(path, {...(await claim('c')), status: {}})
    await advance(10)
    assert.equal((await world.pod('second')).spec?.nodeName, 'one')
  })

  it('free a claim whose devices are where they cannot go', async () => {
    await addClass()
    await addSlice('one', 'gpu-0')
    await addSlice('two', 'gpu-0')
    await addClaim('c')
    await addPod('first', ['c'], {nodeSelector: {'kubernetes.io/hostname': 'one'}})
    await world.settle()
    const path = {...builtin.resourceClaims, namespace: 'default', name: 'c', subresource: 'status'}
    const {status, ...allocated} = await claim('c')
    await world.client.update(path, {...allocated, status: {allocation: status!.allocation!}})

    await addPod('second', ['c'], {nodeSelector: {'kubernetes.io/hostname': 'two'}})
    await world.settle()
    assert.match(message(await world.pod('second'))!, /deallocation of ResourceClaim completed/)

    await advance(2)
    assert.equal((await world.pod('second')).spec?.nodeName, 'two')
    assert.deepEqual(results(await claim('c')), ['two/gpu-0'])
  })

  it('are told where a selector cannot be evaluated, and tried again', async () => {
    await addClass()
    await addSlice('one', 'gpu-0')
    await addClaim('c', {selectors: [{cel: {expression: `device.attributes["${driver}"].model == "x"`}}]})

    await addPod('web', ['c'])
    await world.settle()

    const condition = (await world.pod('web')).status?.conditions?.find(({type}) => type === 'PodScheduled')
    assert.equal(condition?.reason, 'SchedulerError')
    assert.equal(
      condition?.message,
      'running "DynamicResources" filter plugin: claim default/c: selector #0: CEL runtime error: no such key: model',
    )
  })
})
