import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'
import {answered, startCustomServer} from '../../support/custom-server.ts'

const maps = '/api/v1/namespaces/default/configmaps'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const boxes = '/apis/example.com/v1/namespaces/default/boxes'
const applying = {'content-type': 'application/apply-patch+yaml'}

const version = (name: string, storage: boolean, more: object) => ({
  name,
  served: true,
  storage,
  subresources: {status: {}, scale: {specReplicasPath: '.spec.count', statusReplicasPath: '.status.count'}},
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            ...more,
            count: {type: 'integer'},
            words: {type: 'array', items: {type: 'string'}},
            content: {
              type: 'object',
              'x-kubernetes-embedded-resource': true,
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      },
    },
  },
})

const definition = {
  metadata: {name: 'boxes.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'boxes', kind: 'Box'},
    versions: [version('v1', true, {}), version('v2', false, {note: {type: 'string', default: 'none'}})],
  },
}

/** All answers are those of Kubernetes 1.34.3. */
describe('what is applied', () => {
  let api: TestApiServer
  before(async () => {
    api = await startCustomServer()
    await api.send('POST', definitions, definition)
  })
  after(() => api.close())

  const map = (metadata: object) => ({apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {a: 'b'}})
  const box = (spec: object, name = 'b') => ({apiVersion: 'example.com/v1', kind: 'Box', metadata: {name}, spec})
  const apply = (path: string, object: object, query = '') =>
    answered(api, 'PATCH', `${path}?fieldManager=m${query}`, object, applying)
  const metadataOf = (body: Record<string, unknown>) => body['metadata'] as Record<string, unknown>

  it('is still looked at for its namespace when all else of the metadata is given up', async () => {
    await apply(`${maps}/given-up`, map({name: 'given-up', finalizers: ['example.com/a']}))

    const {status, body} = await apply(`${maps}/given-up`, map({name: 'given-up', namespace: 'other'}))

    assert.equal(status, 400)
    assert.equal(
      body['message'],
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  })

  it('keeps its name when all else of the metadata is given up', async () => {
    await apply(`${maps}/kept`, map({name: 'kept', labels: {a: 'b'}}))

    const {status, body} = await apply(`${maps}/kept`, map({name: 'kept'}))

    assert.equal(status, 200)
    assert.equal(metadataOf(body)['name'], 'kept')
    assert.equal(metadataOf(body)['labels'], undefined)
  })

  for (const [query, kept] of [
    ['', undefined],
    ['&dryRun=All', 'here'],
  ] as const)
    it(`${kept ? 'keeps' : 'forgets'} a link to itself ${kept ? 'in dry runs' : 'where it is stored'}`, async () => {
      const {body} = await apply(`${maps}/linked`, map({name: 'linked', selfLink: 'here'}), query)

      assert.equal(metadataOf(body)['selfLink'], kept)
    })

  it('may be something that is being deleted', async () => {
    const deletionTimestamp = '2020-01-01T00:00:00Z'

    const {body} = await apply(`${maps}/going`, map({name: 'going', deletionTimestamp}))

    assert.equal(metadataOf(body)['deletionTimestamp'], deletionTimestamp)
  })

  it('owns the fields of an object within a custom resource as those of any other', async () => {
    const content = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p', labels: {a: 'b'}}, other: {c: 'd'}}

    const {body} = await apply(`${boxes}/b`, box({content}))

    const [entry] = metadataOf(body)['managedFields'] as {fieldsV1: object}[]
    assert.deepEqual(entry?.fieldsV1, {
      'f:spec': {
        'f:content': {
          'f:apiVersion': {},
          'f:kind': {},
          'f:metadata': {'f:name': {}, 'f:labels': {'f:a': {}}},
          'f:other': {'.': {}, 'f:c': {}},
        },
      },
    })
  })

  it('must be of the type that all metadata are within a custom resource, too', async () => {
    const content = {apiVersion: 'v1', kind: 'Pod', metadata: {labels: {a: 1}}}

    const {status, body} = await apply(`${boxes}/mistyped`, box({content}, 'mistyped'))

    assert.equal(status, 500)
    assert.equal(
      body['message'],
      'failed to create typed patch object (/mistyped; example.com/v1, Kind=Box): .spec.content.metadata.labels.a: expected string, got &value.valueUnstructured{Value:1}',
    )
  })

  for (const {spec, expected} of [
    {spec: {}, expected: 'create manager for existing fields: failed to convert live object (/;'},
    {spec: {count: 1}, expected: 'convert new object (/scaled;'},
  ])
    it(`is no scale of a custom resource with ${JSON.stringify(spec)}`, async () => {
      await api.send('DELETE', `${boxes}/scaled`)
      await apply(`${boxes}/scaled`, box(spec, 'scaled'))
      const scale = {apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: {name: 'scaled'}, spec: {replicas: 2}}

      const {body} = await apply(`${boxes}/scaled/scale`, scale, '&force=true')

      assert.equal(
        body['message'],
        `failed to ${expected} autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1`,
      )
    })

  it('takes the count of a custom resource that somebody else manages, in whatever version, from nobody', async () => {
    await apply(`${boxes}/counted`.replace('v1', 'v2'), {...box({count: 1}, 'counted'), apiVersion: 'example.com/v2'})
    const scale = (replicas: number) => ({
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: {name: 'counted'},
      spec: {replicas},
    })

    const other = await answered(api, 'PATCH', `${boxes}/counted/scale?fieldManager=n`, scale(2), applying)
    const same = await answered(api, 'PATCH', `${boxes}/counted/scale?fieldManager=n`, scale(1), applying)

    assert.equal(other.body['message'], 'Apply failed with 1 conflict: conflict with "m": .spec.replicas')
    assert.equal(same.status, 200)
  })

  it('is no null where there may be none, from the start', async () => {
    const {status, body} = await apply(`${boxes}/empty`, box({words: null}, 'empty'))

    assert.equal(status, 422)
    assert.match(String(body['message']), /spec\.words in body must be of type array: "null"$/)
  })

  it('does not bring the defaults of its version to what stays as it is', async () => {
    await apply(`${boxes}/same`, box({count: 1}, 'same'))

    const {body} = await apply(`${boxes}/same`.replace('v1', 'v2'), {
      ...box({count: 1}, 'same'),
      apiVersion: 'example.com/v2',
    })

    assert.equal(metadataOf(body)['generation'], 1)
    assert.deepEqual(body['spec'], {count: 1})
  })

  for (const {managedFields, forgotten} of [
    {managedFields: [], forgotten: false},
    {managedFields: [{}], forgotten: true},
  ])
    it(`${forgotten ? 'forgets' : 'keeps'} the managers of a custom resource for ${JSON.stringify(managedFields)}`, async () => {
      await apply(`${boxes}/managed`, box({count: 1}, 'managed'))

      const patch = {metadata: {managedFields}}
      const {body} = await answered(api, 'PATCH', `${boxes}/managed?dryRun=All`, patch, {
        'content-type': 'application/merge-patch+json',
      })

      assert.equal(metadataOf(body)['managedFields'] === undefined, forgotten)
    })

  for (const [agent, manager] of [
    ['kubectl/v1.34.3 (linux/amd64)', 'kubectl'],
    ['a\tb/1', 'ab'],
    [Buffer.from('ünï/1').toString('latin1'), 'ünï'],
    ['a'.repeat(200), 'a'.repeat(128)],
    ['/1', 'unknown'],
  ] as const)
    it(`is managed by ${manager.slice(0, 20)} where ${JSON.stringify(agent.slice(0, 30))} sends it`, async () => {
      const {body} = await answered(api, 'POST', `${maps}?dryRun=All`, map({name: 'agents'}), {'user-agent': agent})

      const [entry] = metadataOf(body)['managedFields'] as {manager: string}[]
      assert.equal(entry?.manager, manager)
    })

  for (const [apiVersion, managers] of [
    ['v1', ['new', 'old']],
    ['nowhere/v1', ['new']],
  ] as const)
    it(`is not managed in versions that there are not, as of ${apiVersion}`, async () => {
      const fieldsV1 = {'f:metadata': {'f:labels': {'f:gone': {}}}}
      const managedFields = [{manager: 'old', operation: 'Apply', apiVersion, fieldsType: 'FieldsV1', fieldsV1}]

      const {body} = await answered(
        api,
        'POST',
        `${maps}?dryRun=All&fieldManager=new`,
        map({name: 'brought', managedFields}),
      )

      const entries = metadataOf(body)['managedFields'] as {manager: string}[]
      assert.deepEqual(entries.map(({manager}) => manager).sort(), managers)
    })
})
