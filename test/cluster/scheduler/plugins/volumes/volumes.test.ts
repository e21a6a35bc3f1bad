import assert from 'node:assert/strict'
import {builtin} from '../../../../../src/api/builtin-resources.ts'
import type {PersistentVolume, PersistentVolumeClaim, Pod} from '../../../../../src/api/kinds.ts'
import {openSchedulingWorld, type SchedulingWorld} from '../../../../support/scheduling-world.ts'

const zone = 'topology.kubernetes.io/zone'

describe('scheduler, pods with volumes', () => {
  let world: SchedulingWorld
  const addClass = (more: object = {}) =>
    world.client.create(builtin.storageClasses, {
      metadata: {name: 'local'},
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
      ...more,
    })
  const addVolume = (
    name: string,
    node: string | undefined,
    storage = '1Gi',
    {labels = {}, mode = 'ReadWriteOnce'} = {},
  ) =>
    world.client.create(builtin.persistentVolumes, {
      metadata: {name, labels},
      spec: {
        capacity: {storage},
        accessModes: [mode],
        storageClassName: 'local',
        hostPath: {path: '/data'},
        ...(node && {
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                {matchExpressions: [{key: 'kubernetes.io/hostname', operator: 'In', values: [node]}]},
              ],
            },
          },
        }),
      },
    })
  const makeAvailable = async (name: string) => {
    const volume = await world.client.get<PersistentVolume>({...builtin.persistentVolumes, name})
    await world.client.update(
      {...builtin.persistentVolumes, name, subresource: 'status'},
      {...volume, status: {phase: 'Available'}},
    )
  }
  const addFreeVolume = async (...args: Parameters<typeof addVolume>) => {
    await addVolume(...args)
    await makeAvailable(args[0])
  }
  const claims = {...builtin.persistentVolumeClaims, namespace: 'default'}
  const addClaim = (name: string, storage = '1Gi', mode = 'ReadWriteOnce') =>
    world.client.create(claims, {
      metadata: {name},
      spec: {accessModes: [mode], storageClassName: 'local', resources: {requests: {storage}}},
    })
  const claim = (name: string) => world.client.get<PersistentVolumeClaim>({...claims, name})
  /** Plays the controller that finishes a binding. */
  const bind = async (name: string, volumeName: string) => {
    const {metadata, spec, ...rest} = await claim(name)
    const annotations = {...metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes'}
    await world.client.update(
      {...claims, name},
      {...rest, metadata: {...metadata, annotations}, spec: {...spec, volumeName}},
    )
  }
  const claimed = async (name: string) =>
    (await world.client.get<PersistentVolume>({...builtin.persistentVolumes, name})).spec?.claimRef?.name
  const addPod = (name: string, ...names: string[]) =>
    world.addPod(name, {volumes: names.map(claimName => ({name: claimName, persistentVolumeClaim: {claimName}}))})
  const message = async (name: string) => {
    const {status}: Pod = await world.pod(name)
    return status?.conditions?.find(({type}) => type === 'PodScheduled')?.message?.split('. ')[0]
  }

  beforeEach(async () => {
    world = await openSchedulingWorld()
    await world.addNode('one', {labels: {[zone]: 'a'}})
    await world.addNode('two', {labels: {[zone]: 'b'}})
  })
  afterEach(() => world.stop())

  it('go where the smallest volume is that will do, once their claim has it', async () => {
    await addClass()
    await addFreeVolume('large', 'two', '5Gi')
    await addFreeVolume('small', 'two', '3Gi')
    await addFreeVolume('tiny', 'one', '1Gi')
    await addClaim('data', '2Gi')

    await addPod('web', 'data')
    await world.settle()

    assert.equal(await claimed('small'), 'data')
    const {metadata} = await world.client.get<PersistentVolume>({...builtin.persistentVolumes, name: 'small'})
    assert.equal(metadata.annotations?.['pv.kubernetes.io/bound-by-controller'], 'yes')
    assert.equal((await world.pod('web')).spec?.nodeName, undefined)

    await bind('data', 'small')
    await world.settle()
    assert.equal((await world.pod('web')).spec?.nodeName, 'two')
  })

  it('get no volume twice', async () => {
    await addClass()
    await addFreeVolume('x', 'one')
    await addFreeVolume('y', 'one')
    for (const name of ['a', 'b', 'c']) await addClaim(name)

    await Promise.all(['a', 'b', 'c'].map(name => addPod(name, name)))
    await world.settle()

    assert.deepEqual((await Promise.all(['x', 'y'].map(claimed))).filter(Boolean).length, 2)
    const refused = (await Promise.all(['a', 'b', 'c'].map(message))).filter(Boolean)
    assert.deepEqual(refused, ["0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind"])
  })

  it('need all volumes on one node', async () => {
    await addClass()
    await addFreeVolume('x', 'one')
    await addFreeVolume('y', 'two')
    for (const name of ['a', 'b']) await addClaim(name)

    await addPod('web', 'a', 'b')
    await world.settle()

    assert.equal(
      await message('web'),
      "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind",
    )
  })

  it('have volumes provisioned where their class allows', async () => {
    const terms = [{matchLabelExpressions: [{key: zone, values: ['b']}]}]
    await addClass({provisioner: 'csi.example.com', allowedTopologies: terms})
    await addClaim('data')

    await addPod('web', 'data')
    await world.settle()

    const {metadata} = await claim('data')
    assert.equal(metadata.annotations?.['volume.kubernetes.io/selected-node'], 'two')
  })

  it('have volumes provisioned where there is space, if the driver tells', async () => {
    await addClass({provisioner: 'csi.example.com'})
    await world.client.create(builtin.csiDrivers, {metadata: {name: 'csi.example.com'}, spec: {storageCapacity: true}})
    await addClaim('data', '2Gi')

    await addPod('web', 'data')
    await world.settle()
    assert.equal(await message('web'), '0/2 nodes are available: 2 node(s) did not have enough free storage')

    const capacity = (name: string, more: object) =>
      world.client.create(
        {...builtin.csiStorageCapacities, namespace: 'default'},
        {metadata: {name}, storageClassName: 'local', ...more},
      )
    await capacity('one', {capacity: '5Gi', maximumVolumeSize: '1Gi', nodeTopology: {matchLabels: {[zone]: 'a'}}})
    await capacity('two', {capacity: '5Gi', nodeTopology: {matchLabels: {[zone]: 'b'}}})
    await world.clock.advance(world.clock.now() + 5000, () => world.activity.settled())
    assert.equal((await claim('data')).metadata.annotations?.['volume.kubernetes.io/selected-node'], 'two')
  })

  it('are tried again when a volume does not come', async () => {
    await addClass({provisioner: 'csi.example.com'})
    await addClaim('data')

    await addPod('web', 'data')
    await world.settle()
    assert.equal(await message('web'), undefined)

    await world.clock.advance(world.clock.now() + 600_000, () => world.activity.settled())
    assert.equal(
      await message('web'),
      'running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded',
    )
  })

  it('are told where their provisioner has given up', async () => {
    await addClass({provisioner: 'csi.example.com'})
    await addClaim('data')
    await addPod('web', 'data')
    await world.settle()

    await world.client.patch({...claims, name: 'data'}, 'merge', {
      metadata: {annotations: {'volume.kubernetes.io/selected-node': null}},
    })
    await world.settle()

    assert.equal(
      await message('web'),
      'running PreBind plugin "VolumeBinding": binding volumes: provisioning failed for PVC "data"',
    )
  })

  it('keep to the zones of their volumes', async () => {
    await addClass()
    await addFreeVolume('x', undefined, '1Gi', {labels: {'failure-domain.beta.kubernetes.io/zone': 'b__c'}})
    await addClaim('data')
    await bind('data', 'x')

    await addPod('web', 'data')
    await world.settle()

    assert.equal((await world.pod('web')).spec?.nodeName, 'two')
  })

  it('wait for a claim that is another pod’s alone', async () => {
    await addClass()
    await addFreeVolume('x', undefined, '1Gi', {mode: 'ReadWriteOncePod'})
    await addClaim('data', '1Gi', 'ReadWriteOncePod')
    await bind('data', 'x')
    await addPod('first', 'data')
    await world.settle()

    await addPod('second', 'data')
    await world.settle()
    assert.equal(
      await message('second'),
      '0/2 nodes are available: 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
    )

    await world.client.delete({...builtin.pods, namespace: 'default', name: 'first'}, {gracePeriodSeconds: 0})
    await world.clock.advance(world.clock.now() + 5000, () => world.activity.settled())
    assert.ok((await world.pod('second')).spec?.nodeName)
  })

  it('do not share a disk that one of them writes to', async () => {
    const disk = {name: 'd', iscsi: {targetPortal: '1.2.3.4', iqn: 'iqn.2001-04.com.example:x', lun: 0}}
    for (const name of ['a', 'b', 'c']) {
      await world.addPod(name, {volumes: [disk]})
      await world.settle()
    }

    const nodes = await Promise.all(['a', 'b', 'c'].map(async name => (await world.pod(name)).spec?.nodeName))
    assert.deepEqual(new Set(nodes), new Set(['one', 'two', undefined]))
    assert.equal(await message('c'), '0/2 nodes are available: 2 node(s) had no available disk')
  })
})
