import assert from 'node:assert/strict'
import {builtin} from '../../../../../src/api/builtin-resources.ts'
import type {CSINode, Pod, Volume} from '../../../../../src/api/kinds.ts'
import {silent} from '../../../../../src/cluster/runtime/logger.ts'
import {listedInformers} from '../../../../../src/cluster/scheduler/explain/listed-informers.ts'
import type {ClusterChange, ClusterEvent} from '../../../../../src/cluster/scheduler/framework/plugin.ts'
import type {PluginContext} from '../../../../../src/cluster/scheduler/plugins/index.ts'
import {nodeVolumeLimits} from '../../../../../src/cluster/scheduler/plugins/volumes/node-volume-limits.ts'
import {openSchedulingWorld, type SchedulingWorld} from '../../../../support/scheduling-world.ts'

const driver = 'disks.example.com'

describe('scheduler, how many volumes a node may have', () => {
  let world: SchedulingWorld
  const setLimit = async (count: number | undefined, name = driver) => {
    const drivers = [{name, nodeID: 'one', topologyKeys: [], ...(count !== undefined && {allocatable: {count}})}]
    await world.client.create(builtin.csiNodes, {metadata: {name: 'one'}, spec: {drivers}})
  }
  const addVolume = (name: string, source: object = {csi: {driver, volumeHandle: name}}) =>
    world.client.create(builtin.persistentVolumes, {
      metadata: {name},
      spec: {capacity: {storage: '1Gi'}, accessModes: ['ReadWriteMany'], ...source},
    })
  const claims = {...builtin.persistentVolumeClaims, namespace: 'default'}
  /** A claim that has its volume, as the controller leaves it. */
  const addClaim = (name: string, volumeName = name) =>
    world.client.create(claims, {
      metadata: {name, annotations: {'pv.kubernetes.io/bind-completed': 'yes'}},
      spec: {accessModes: ['ReadWriteMany'], volumeName, resources: {requests: {storage: '1Gi'}}},
    })
  const addDisk = async (name: string) => {
    await addVolume(name)
    await addClaim(name)
  }
  const claimed = (claimName: string): Volume => ({name: claimName, persistentVolumeClaim: {claimName}})
  const addPod = (name: string, ...volumes: Volume[]) => world.addPod(name, {volumes})
  const message = ({status}: Pod) => status?.conditions?.find(({type}) => type === 'PodScheduled')?.message
  /** Where the pod is, or what keeps it from being anywhere. */
  const outcome = async (name: string): Promise<string | undefined> => {
    await world.settle()
    const pod = await world.pod(name)
    return pod.spec?.nodeName ?? message(pod)?.split('. ')[0]
  }
  const full = '0/1 nodes are available: 1 node(s) exceed max volume count'

  beforeEach(async () => {
    world = await openSchedulingWorld()
    await world.addNode('one')
  })
  afterEach(() => world.stop())

  it('a volume more than the driver can attach keeps a pod out', async () => {
    await setLimit(1)
    await addDisk('a')
    await addDisk('b')
    await addPod('first', claimed('a'))
    assert.equal(await outcome('first'), 'one')

    await addPod('second', claimed('b'))

    assert.equal(await outcome('second'), full)
  })

  it('a volume that several pods use counts once', async () => {
    await setLimit(1)
    await addDisk('a')
    await addPod('first', claimed('a'))
    await world.settle()

    await addPod('second', claimed('a'))

    assert.equal(await outcome('second'), 'one')
  })

  const unlimited: [string, () => Promise<void>][] = [
    ['a driver that names no count has no limit', () => setLimit(undefined)],
    ['another driver’s limit is no limit', () => setLimit(1, 'other.example.com')],
    ['a node without a CSINode has no limit', async () => {}],
  ]
  for (const [name, given] of unlimited)
    it(name, async () => {
      await given()
      await addDisk('a')
      await addDisk('b')

      await addPod('both', claimed('a'), claimed('b'))

      assert.equal(await outcome('both'), 'one')
    })

  it('one pod may not have more than there is room for', async () => {
    await setLimit(1)
    await addDisk('a')
    await addDisk('b')

    await addPod('both', claimed('a'), claimed('b'))

    assert.equal(await outcome('both'), full)
  })

  it('what is attached counts though no pod uses it', async () => {
    await setLimit(1)
    await addDisk('a')
    await addDisk('b')
    await world.client.create(builtin.volumeAttachments, {
      metadata: {name: 'attachment'},
      spec: {attacher: driver, nodeName: 'one', source: {persistentVolumeName: 'a'}},
    })

    await addPod('second', claimed('b'))
    assert.equal(await outcome('second'), full)

    await world.client.delete({...builtin.volumeAttachments, name: 'attachment'})
    await world.settle()
    await world.clock.advance(world.clock.now() + 10_000, world.settle)
    assert.equal(await outcome('second'), 'one')
  })

  it('disks that pods name themselves count for the driver that has taken them over', async () => {
    await setLimit(1, 'ebs.csi.aws.com')
    const disk = (name: string): Volume => ({name, awsElasticBlockStore: {volumeID: `aws://zone/vol-${name}`}})
    await addVolume('a', {awsElasticBlockStore: {volumeID: 'vol-a'}})
    await addClaim('a')
    await addPod('first', claimed('a'))
    await world.settle()

    await addPod('second', disk('b'))

    assert.equal(await outcome('second'), full)
  })

  it('a claim that waits for its node counts for the driver that will provision it', async () => {
    await setLimit(1)
    await world.client.create(builtin.storageClasses, {
      metadata: {name: 'late'},
      provisioner: driver,
      volumeBindingMode: 'WaitForFirstConsumer',
    })
    const spec = {accessModes: ['ReadWriteOnce'], storageClassName: 'late', resources: {requests: {storage: '1Gi'}}}
    for (const name of ['a', 'b']) await world.client.create(claims, {metadata: {name}, spec})

    await addPod('both', claimed('a'), claimed('b'))

    assert.equal(await outcome('both'), full)
  })

  describe('a pod that waits is tried again', () => {
    const retried = async () => {
      await world.settle()
      await world.clock.advance(world.clock.now() + 10_000, world.settle)
      return outcome('second')
    }

    beforeEach(async () => {
      await setLimit(1)
      await addDisk('a')
      await addDisk('b')
      await addPod('first', claimed('a'))
      await world.settle()
      await addPod('second', claimed('b'))
      assert.equal(await outcome('second'), full)
    })

    it('when the driver can attach more', async () => {
      const path = {...builtin.csiNodes, name: 'one'}
      const node = await world.client.get<CSINode>(path)
      // A driver's count is as it registered: it goes, and comes back with more.
      await world.client.update(path, {...node, spec: {drivers: []}})
      const drivers = [{name: driver, nodeID: 'one', topologyKeys: [], allocatable: {count: 2}}]
      const {metadata} = await world.client.get<CSINode>(path)
      await world.client.update(path, {...node, metadata, spec: {drivers}})

      assert.equal(await retried(), 'one')
    })

    it('when a pod that had a volume is gone', async () => {
      await world.client.delete({...builtin.pods, name: 'first', namespace: 'default'}, {gracePeriodSeconds: 0})

      assert.equal(await retried(), 'one')
    })
  })
})

describe('scheduler, what may make room for a pod with volumes', () => {
  const {hint} = nodeVolumeLimits({informers: listedInformers(silent)} as unknown as PluginContext)
  const pod = {
    metadata: {name: 'p', namespace: 'default'},
    spec: {
      volumes: [
        {name: 'own', ephemeral: {}},
        {name: 'shared', cinder: {volumeID: 'c'}},
      ],
    },
  } as Pod
  const csiNode = (count?: number) => ({spec: {drivers: [{name: driver, ...(count && {allocatable: {count}})}]}})
  const ended = (spec: object) => ({metadata: {name: 'other'}, spec: {nodeName: 'one', ...spec}})
  const claim = (name: string, namespace = 'default') => ({metadata: {name, namespace}})
  const attachment = (attacher: string) => ({spec: {attacher}})
  const cases: [name: string, event: ClusterEvent, object: object, old: object | undefined, expected: boolean][] = [
    ['a new CSINode', 'CSINode', csiNode(), undefined, true],
    ['a higher count', 'CSINode', csiNode(2), csiNode(1), true],
    ['a lower count', 'CSINode', csiNode(1), csiNode(2), false],
    [
      'a pod that had a claim',
      'PodDelete',
      ended({volumes: [{persistentVolumeClaim: {claimName: 'a'}}]}),
      undefined,
      true,
    ],
    ['a pod that had an old disk', 'PodDelete', ended({volumes: [{cinder: {}}]}), undefined, true],
    ['a pod that had a directory', 'PodDelete', ended({volumes: [{emptyDir: {}}]}), undefined, false],
    ['a pod that was nowhere', 'PodDelete', ended({nodeName: undefined, volumes: [{ephemeral: {}}]}), undefined, false],
    ['its own claim', 'PersistentVolumeClaim', claim('p-own'), undefined, true],
    ['its own claim that changes', 'PersistentVolumeClaim', claim('p-own'), claim('p-own'), false],
    ['a claim of another namespace', 'PersistentVolumeClaim', claim('p-own', 'other'), undefined, false],
    [
      'a detached disk of its driver',
      'VolumeAttachmentDelete',
      attachment('cinder.csi.openstack.org'),
      undefined,
      true,
    ],
    ['a detached disk of another driver', 'VolumeAttachmentDelete', attachment(driver), undefined, false],
  ]
  for (const [name, event, object, old, expected] of cases)
    it(`${name} ${expected ? 'may' : 'does not'}`, () => {
      const change = {event, object, ...(old && {old})} as ClusterChange

      assert.equal(hint!(pod, change), expected)
    })
})
