import assert from 'node:assert/strict'
import type {Container, Node, Pod} from '../../../src/api/kinds.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {ClaimManager} from '../../../src/cluster/kubelet/dra/claim-manager.ts'
import {exampleSharing} from '../../../src/cluster/kubelet/dra/example-configuration.ts'
import {simulatedDrivers} from '../../../src/cluster/kubelet/dra/simulated-drivers.ts'
import {type Bench, bench} from '../../support/controller-bench.ts'

const driver = 'gpu.vendor.com'
const node = {metadata: {name: 'one', labels: {}}} as Node

const slice = (nodeName = 'one'): KubeObject => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceSlice',
  metadata: {name: 'slice'},
  spec: {
    driver,
    nodeName,
    pool: {name: 'one', generation: 1, resourceSliceCount: 1},
    devices: [
      {
        name: 'gpu-0',
        attributes: {model: {string: 'A1'}, driverVersion: {version: '1.2.3'}},
        capacity: {memory: {value: '8Gi'}},
      },
      {name: 'nic', attributes: {'net.example.com/index': {int: 7}, fast: {bool: true}}},
    ],
  },
})

const result = (request: string, device: string) => ({request, driver, pool: 'one', device})
const sharing = {apiVersion: 'x/v1', kind: 'GpuConfig', sharing: {strategy: 'TimeSlicing', replicas: 2}}
const claim = (status: object = {}): KubeObject => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: {name: 'c', namespace: 'default', uid: 'u'},
  status: {
    allocation: {
      devices: {
        results: [result('gpu/small', 'gpu-0'), result('net', 'nic')],
        config: [{source: 'FromClaim', requests: ['gpu'], opaque: {driver, parameters: sharing}}],
      },
    },
    reservedFor: ['p', 'q'].map(uid => ({resource: 'pods', name: `pod-${uid}`, uid})),
    ...status,
  },
})

const podOf = (uid = 'p', podClaim: object = {resourceClaimName: 'c'}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: `pod-${uid}`, namespace: 'default', uid},
    spec: {containers: [], resourceClaims: [{name: 'devices', ...podClaim}]},
  }) as Pod

const using = (request?: string): Container => ({
  name: 'c',
  resources: {claims: [{name: 'devices', ...(request && {request})}]},
})

describe('claims of a kubelet', () => {
  let world: Bench
  const given = async (...objects: [string, KubeObject][]): Promise<ClaimManager> => {
    world = bench(...objects)
    const drivers = simulatedDrivers(world.context.informers)
    await world.settle()
    return new ClaimManager(world.context, drivers, () => node)
  }
  afterEach(() => world?.close())

  it('give containers the devices that they ask for, with what is known of them', async () => {
    const manager = await given(['resourceslices', slice()], ['resourceclaims', claim()])

    await manager.prepare(podOf())

    assert.deepEqual(manager.environmentOf(podOf(), using('gpu')), [
      {name: 'GPU_DEVICE_0', value: 'gpu-0'},
      {name: 'GPU_DEVICE_0_RESOURCE_CLAIM', value: 'u'},
      {name: 'DRA_RESOURCE_DRIVER_NAME', value: driver},
      {name: 'DRA_ADMIN_ACCESS', value: 'false'},
      {name: 'GPU_DEVICE_0_MODEL', value: 'A1'},
      {name: 'GPU_DEVICE_0_DRIVER_VERSION', value: '1.2.3'},
      {name: 'GPU_DEVICE_0_MEMORY', value: '8Gi'},
      {name: 'GPU_DEVICE_0_SHARING_STRATEGY', value: 'TimeSlicing'},
      {name: 'GPU_DEVICE_0_SHARING_REPLICAS', value: '2'},
    ])
    assert.deepEqual(manager.environmentOf(podOf(), using('net')).slice(4), [
      {name: 'GPU_DEVICE_NIC_INDEX', value: '7'},
      {name: 'GPU_DEVICE_NIC_FAST', value: 'true'},
    ])
    assert.equal(manager.environmentOf(podOf(), using()).length, 15)
    assert.deepEqual(manager.environmentOf(podOf(), {name: 'c'}), [])
  })

  const shared: {name: string; given: object[]; expected: object}[] = [
    {name: 'no word', given: [], expected: {SHARING_STRATEGY: 'TimeSlicing', TIMESLICE_INTERVAL: 'Default'}},
    {
      name: 'the last of two',
      given: [
        {sharing: {strategy: 'SpacePartitioning'}},
        {sharing: {strategy: 'TimeSlicing', timeSlicingConfig: {interval: 'Long'}}},
      ],
      expected: {SHARING_STRATEGY: 'TimeSlicing', TIMESLICE_INTERVAL: 'Long'},
    },
    {
      name: 'parts',
      given: [{sharing: {strategy: 'SpacePartitioning', spacePartitioningConfig: {partitionCount: 10}}}],
      expected: {SHARING_STRATEGY: 'SpacePartitioning', PARTITION_COUNT: '10'},
    },
  ]
  for (const {name, given: configurations, expected} of shared)
    it(`tell of sharing as Kubernetes’ example driver does: ${name}`, () => {
      assert.deepEqual(Object.fromEntries(exampleSharing(configurations)), expected)
    })

  it('are in use until the last of their pods has ended', async () => {
    const manager = await given(['resourceslices', slice()], ['resourceclaims', claim()])
    for (const uid of ['p', 'q']) await manager.prepare(podOf(uid))

    await manager.unprepare(podOf('p'))
    assert.deepEqual(
      [...manager.inUse()],
      [
        [driver, 1],
        ['<any>', 1],
      ],
    )

    await manager.unprepare(podOf('q'))
    assert.deepEqual([...manager.inUse()], [])
  })

  const refusals: {name: string; claim?: KubeObject; slice?: KubeObject; pod?: Pod; expected: string}[] = [
    {
      name: 'a claim that nobody has made yet',
      pod: podOf('p', {resourceClaimTemplateName: 't'}),
      expected: 'pod "default/pod-p": ResourceClaim not created yet',
    },
    {name: 'no claim', expected: 'fetch ResourceClaim c: resourceclaims "c" not found'},
    {
      name: 'a claim that is reserved for others',
      claim: claim({reservedFor: []}),
      expected: 'pod pod-p (p) is not allowed to use ResourceClaim c (u)',
    },
    {
      name: 'a claim without devices',
      claim: claim({allocation: undefined}),
      expected: 'ResourceClaim c: not allocated',
    },
    {
      name: 'a driver of another node',
      claim: claim(),
      slice: slice('two'),
      expected: `DRA driver ${driver} is not registered`,
    },
  ]
  for (const {name, claim: seeded, slice: published, pod = podOf(), expected} of refusals)
    it(`say why a pod cannot have them: ${name}`, async () => {
      const manager = await given(
        ...(published ? [['resourceslices', published] as [string, KubeObject]] : []),
        ...(seeded ? [['resourceclaims', seeded] as [string, KubeObject]] : []),
      )

      await assert.rejects(manager.prepare(pod), {message: expected})
      assert.equal(manager.inUse().size, 0)
    })

  it('are not taken for others of the same name', async () => {
    const manager = await given(['resourceslices', slice()], ['resourceclaims', claim()])
    await manager.prepare(podOf())
    world.api.change('resourceclaims', 'default/c', object => ({...object, metadata: {...object.metadata, uid: 'v'}}))

    await assert.rejects(manager.prepare(podOf('q')), {
      message: 'old ResourceClaim with same name c and different UID u still exists (previous pod force-deleted?!)',
    })
  })
})
