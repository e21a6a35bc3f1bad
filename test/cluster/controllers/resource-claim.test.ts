import assert from 'node:assert/strict'
import type {ResourceClaim} from '../../../src/api/kinds.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {createResourceClaimController} from '../../../src/cluster/controllers/resource-claim/index.ts'
import {type Bench, bench, summary} from '../../support/controller-bench.ts'

const finalizer = 'resource.kubernetes.io/delete-protection'
const spec = {devices: {requests: [{name: 'gpu', exactly: {deviceClassName: 'gpu.example.com'}}]}}
const allocation = {devices: {results: [{request: 'gpu', driver: 'gpu.example.com', pool: 'one', device: 'gpu-0'}]}}

const podOf = (podSpec: object, status: object = {}, metadata: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'web', namespace: 'default', uid: 'p', ...metadata},
  spec: {containers: [{name: 'c', image: 'busybox'}], ...podSpec},
  status,
})

const fromTemplate = {resourceClaims: [{name: 'gpu', resourceClaimTemplateName: 'one-gpu'}]}
const byName = {resourceClaims: [{name: 'gpu', resourceClaimName: 'shared'}]}

const template: KubeObject = {
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaimTemplate',
  metadata: {name: 'one-gpu', namespace: 'default', uid: 't'},
  spec: {metadata: {labels: {team: 'a'}, annotations: {note: 'b'}}, spec},
}

const claimOf = (status: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceClaim',
  metadata: {name: 'shared', namespace: 'default', uid: 'c', ...metadata},
  spec,
  status,
})

const reservedFor = [{resource: 'pods', name: 'web', uid: 'p'}]
const owner = [{apiVersion: 'v1', kind: 'Pod', name: 'web', uid: 'p', controller: true, blockOwnerDeletion: true}]

describe('resource claim controller', () => {
  let world: Bench
  const given = (...objects: KubeObject[]) => {
    const plurals: Record<string, string> = {Pod: 'pods', ResourceClaimTemplate: 'resourceclaimtemplates'}
    world = bench(...objects.map((object): [string, KubeObject] => [plurals[object.kind] ?? 'resourceclaims', object]))
  }
  const claim = () => world.api.get('resourceclaims', 'default/shared') as ResourceClaim | undefined
  afterEach(() => world.close())

  it('makes a claim of a template, and tells the pod its name', async () => {
    given(template, podOf(fromTemplate))

    const writes = await world.run(createResourceClaimController)

    const made = writes[0]!.object
    const {generateName, annotations, labels, ownerReferences} = made.metadata
    assert.equal(generateName, 'web-gpu-')
    assert.deepEqual(annotations, {note: 'b', 'resource.kubernetes.io/pod-claim-name': 'gpu'})
    assert.deepEqual(labels, {team: 'a'})
    assert.deepEqual(ownerReferences, owner)
    assert.deepEqual(made['spec'], spec)
    assert.equal(writes[1]!.resource, 'pods/status')
    const {status} = writes[1]!.object as unknown as {status: {resourceClaimStatuses: object[]}}
    assert.deepEqual(status.resourceClaimStatuses, [{name: 'gpu', resourceClaimName: made.metadata.name}])
    assert.equal(writes.length, 2)
  })

  it('tells the pod of a claim that was made for it before, and makes no other', async () => {
    const annotations = {'resource.kubernetes.io/pod-claim-name': 'gpu'}
    given(template, podOf(fromTemplate), claimOf({}, {ownerReferences: owner, annotations}))

    assert.deepEqual(summary(await world.run(createResourceClaimController)), ['patch pods/status default/web'])
  })

  it('says which template is missing, and makes the claim once it is there', async () => {
    given(podOf(fromTemplate))

    await world.run(createResourceClaimController)
    assert.deepEqual(
      [...new Set(world.events)],
      [
        'Warning FailedResourceClaimCreation PodResourceClaim gpu: resource claim template "one-gpu": resourceclaimtemplate.resource.k8s.io "one-gpu" not found',
      ],
    )

    world.api.seed(['resourceclaimtemplates', template])
    assert.equal((await world.advance(1000))[0]?.verb, 'create')
  })

  it('shortens both names where they are too long together', async () => {
    const [pod, name] = ['p'.repeat(60), 'c'.repeat(30)]
    const claims = [{name, resourceClaimTemplateName: 'one-gpu'}]
    given(template, podOf({resourceClaims: claims}, {}, {name: pod}))

    const [made] = await world.run(createResourceClaimController)

    assert.equal(made!.object.metadata.generateName, `${'p'.repeat(37)}-${'c'.repeat(18)}`)
  })

  it('reserves an allocated claim for a pod that has a node', async () => {
    given(podOf({...byName, nodeName: 'one'}), claimOf({allocation}))

    await world.run(createResourceClaimController)

    assert.deepEqual(claim()?.status, {allocation, reservedFor})
  })

  it('leaves the reservation of a pod without a node to the scheduler', async () => {
    given(podOf(byName), claimOf({allocation}))

    assert.deepEqual(await world.run(createResourceClaimController), [])
  })

  for (const [name, pod] of Object.entries({
    'is gone': undefined,
    'is another one': podOf(byName, {}, {uid: 'q'}),
    'has ended': podOf(byName, {phase: 'Succeeded'}),
    'goes without ever having had a node': podOf(byName, {}, {deletionTimestamp: '2026-01-01T00:00:00Z'}),
  }))
    it(`takes reservation and allocation back when the pod ${name}`, async () => {
      given(claimOf({allocation, reservedFor}, {finalizers: [finalizer]}), ...(pod ? [pod] : []))

      await world.run(createResourceClaimController)

      assert.deepEqual(claim()?.status, {reservedFor: []})
      assert.deepEqual(claim()?.metadata.finalizers, [])
    })

  it('keeps the allocation for the pods that are left', async () => {
    const other = {resource: 'pods', name: 'other', uid: 'o'}
    given(claimOf({allocation, reservedFor: [...reservedFor, other]}, {finalizers: [finalizer]}), podOf(byName))

    await world.run(createResourceClaimController)

    assert.deepEqual(claim()?.status, {allocation, reservedFor})
    assert.deepEqual(claim()?.metadata.finalizers, [finalizer])
  })

  it('leaves a claim allocated that nobody has ever reserved', async () => {
    given(claimOf({allocation}, {finalizers: [finalizer]}))

    assert.deepEqual(await world.run(createResourceClaimController), [])
  })

  it('lets an unused claim go that is to be deleted', async () => {
    const metadata = {finalizers: [finalizer], deletionTimestamp: '2026-01-01T00:00:00Z'}
    given(claimOf({allocation}, metadata))

    const writes = await world.run(createResourceClaimController)

    assert.deepEqual(summary(writes), [
      'update resourceclaims/status default/shared',
      'update resourceclaims default/shared',
    ])
    assert.deepEqual(writes[1]!.object.metadata.finalizers, [])
  })

  it('deletes the claim that was made for a pod once the pod has ended', async () => {
    const status = {phase: 'Succeeded', resourceClaimStatuses: [{name: 'gpu', resourceClaimName: 'shared'}]}
    given(
      template,
      podOf(fromTemplate, status),
      claimOf({allocation, reservedFor}, {ownerReferences: owner, finalizers: [finalizer]}),
    )

    await world.run(createResourceClaimController)

    assert.deepEqual(world.api.all('resourceclaims'), [])
  })

  it('makes no claim for a pod that has ended', async () => {
    given(template, podOf(fromTemplate, {phase: 'Failed'}))

    assert.deepEqual(await world.run(createResourceClaimController), [])
  })
})
