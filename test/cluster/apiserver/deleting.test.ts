import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {isConflict, isForbidden, isNotFound} from '../../../src/api/status-error.ts'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
const configMaps = {...pods, resource: 'configmaps'}
const deployments = {group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default'}
const spec = {containers: [{name: 'c', image: 'nginx'}]}

describe('deletion', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
  })
  afterEach(() => api.close())

  it('takes a pod that is on no node at once', async () => {
    await api.client.create(pods, {metadata: {name: 'p'}, spec})
    await api.client.delete({...pods, name: 'p'})

    await assert.rejects(api.client.get({...pods, name: 'p'}), isNotFound)
  })

  it('gives a running pod its grace, and only ever shortens it', async () => {
    await api.client.create(pods, {metadata: {name: 'p'}, spec: {...spec, nodeName: 'n'}})
    const first = await api.client.delete<KubeObject>({...pods, name: 'p'})
    const longer = await api.client.delete<KubeObject>({...pods, name: 'p'}, {gracePeriodSeconds: 60})
    const shorter = await api.client.delete<KubeObject>({...pods, name: 'p'}, {gracePeriodSeconds: 5})
    await api.client.delete({...pods, name: 'p'}, {gracePeriodSeconds: 0})

    assert.equal(first.metadata.deletionTimestamp, '2026-01-01T00:00:30Z')
    assert.equal(longer.metadata.deletionGracePeriodSeconds, 30)
    assert.equal(shorter.metadata.deletionTimestamp, '2026-01-01T00:00:05Z')
    await assert.rejects(api.client.get({...pods, name: 'p'}), isNotFound)
  })

  it('waits for finalizers and goes with the last of them', async () => {
    await api.client.create(configMaps, {metadata: {name: 'c', finalizers: ['example.com/a']}})
    const marked = await api.client.delete<KubeObject>({...configMaps, name: 'c'})
    await api.client.patch({...configMaps, name: 'c'}, 'merge', {metadata: {finalizers: null}})

    assert.equal(marked.metadata.deletionTimestamp, '2026-01-01T00:00:00Z')
    await assert.rejects(api.client.get({...configMaps, name: 'c'}), isNotFound)
  })

  it('asks the garbage collector for what the propagation policy says', async () => {
    const labels = {app: 'w'}
    const template = {metadata: {labels}, spec}
    await api.client.create(deployments, {metadata: {name: 'd'}, spec: {selector: {matchLabels: labels}, template}})
    const marked = await api.client.delete<KubeObject>({...deployments, name: 'd'}, {propagationPolicy: 'Foreground'})

    assert.deepEqual(marked.metadata.finalizers, ['foregroundDeletion'])
  })

  it('keeps to preconditions', async () => {
    await api.client.create(configMaps, {metadata: {name: 'c'}})
    const other = {uid: '00000000-0000-0000-0000-000000000000'}

    await assert.rejects(api.client.delete({...configMaps, name: 'c'}, {preconditions: other}), isConflict)
    assert.ok(await api.client.get({...configMaps, name: 'c'}))
  })

  it('empties a namespace before it goes, and lets nothing new in', async () => {
    const namespaces = {group: '', version: 'v1', resource: 'namespaces'}
    await api.client.create(namespaces, {metadata: {name: 'gone'}})
    const marked = await api.client.delete<{status: {phase: string}}>({...namespaces, name: 'gone'})

    assert.equal(marked.status.phase, 'Terminating')
    await assert.rejects(api.client.create({...configMaps, namespace: 'gone'}, {metadata: {name: 'c'}}), isForbidden)
    const namespace = await api.client.get<KubeObject>({...namespaces, name: 'gone'})
    await api.client.update(
      {...namespaces, name: 'gone', subresource: 'finalize'},
      {...namespace, spec: {finalizers: []}},
    )
    await assert.rejects(api.client.get({...namespaces, name: 'gone'}), isNotFound)
  })

  const noTypeMeta = "couldn't get version/kind; json parse error: json: cannot unmarshal"
  const bodies: {type: string; body: string; expected: string}[] = [
    {type: 'yaml', body: '- a', expected: `${noTypeMeta} array into Go value of type struct {`},
    {type: 'yaml', body: 'x', expected: `${noTypeMeta} string into Go value of type struct {`},
    {type: 'json', body: '[]', expected: `${noTypeMeta} array into Go value of type struct {`},
    {type: 'json', body: '{"kind":1}', expected: `${noTypeMeta} number into Go struct field .kind of type string`},
    {type: 'yaml', body: 'kind: Pod', expected: 'no kind "Pod" is registered for version "v1" in scheme'},
  ]
  for (const {type, body, expected} of bodies)
    it(`says what is wrong with options that are none: ${body} in ${type}`, async () => {
      const path = '/api/v1/namespaces/default/configmaps/none'
      const answer = await answered(api, 'DELETE', path, Buffer.from(body), {'content-type': `application/${type}`})

      assert.equal(answer.status, 500)
      assert.ok(String(answer.body['message']).startsWith(expected), String(answer.body['message']))
    })

  it('stores nothing of a dry run', async () => {
    await api.client.create(configMaps, {metadata: {name: 'dry'}}, {dryRun: 'All'})
    await assert.rejects(api.client.get({...configMaps, name: 'dry'}), isNotFound)
    await api.client.create(configMaps, {metadata: {name: 'c'}})
    await api.client.delete({...configMaps, name: 'c'}, {dryRun: 'All'})

    assert.ok(await api.client.get({...configMaps, name: 'c'}))
  })
})
