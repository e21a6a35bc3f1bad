import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'

const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
const web = {...pods, name: 'web'}
const pod = {
  metadata: {name: 'web', finalizers: ['example.com/kept']},
  spec: {nodeName: 'n', containers: [{name: 'c', image: 'nginx'}]},
} as unknown as KubeObject

describe('an eviction', () => {
  let api: TestApiServer
  let made: KubeObject
  beforeEach(async () => {
    api = await startTestApiServer()
    made = await api.client.create(pods, pod)
  })
  afterEach(() => api.close())

  const evict = (deleteOptions: object) =>
    api.client.create({...web, subresource: 'eviction'}, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: {name: 'web', namespace: 'default'},
      deleteOptions,
    } as KubeObject)
  const disrupted = ({status}: Pod) => status?.conditions?.find(({type}) => type === 'DisruptionTarget')

  it('says on the pod why it ends', async () => {
    await evict({preconditions: {uid: made.metadata.uid, resourceVersion: made.metadata.resourceVersion}})

    const left = await api.client.get<Pod>(web)
    assert.ok(left.metadata.deletionTimestamp)
    assert.deepEqual(disrupted(left), {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastProbeTime: null,
      lastTransitionTime: '2026-01-01T00:00:00Z',
    })
  })

  it('says nothing when it only tries, or finds another pod', async () => {
    await evict({dryRun: ['All']})
    await assert.rejects(
      evict({preconditions: {uid: 'another'}}),
      /the UID in the precondition \(another\) does not match/,
    )

    const left = await api.client.get<Pod>(web)
    assert.deepEqual([left.metadata.deletionTimestamp, disrupted(left)], [undefined, undefined])
  })
})
