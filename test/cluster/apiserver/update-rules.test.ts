import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

type Json = Record<string, unknown>

const jobs = '/apis/batch/v1/namespaces/default/jobs'
const nodes = '/api/v1/nodes'
const flow = '/apis/flowcontrol.apiserver.k8s.io/v1'
const classes = '/apis/networking.k8s.io/v1/ingressclasses'
const ranges = '/apis/networking.k8s.io/v1/servicecidrs'
const configSource = {configMap: {name: 'x', namespace: 'y', kubeletConfigKey: 'k'}}
const template = {spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'i'}]}}
const immutable = 'field is immutable'
const mismatch = 'spec.template.metadata.labels: Invalid value: …: `selector` does not match template `labels`'

const created: [string, Json][] = [
  [jobs, {metadata: {name: 'a'}, spec: {suspend: true, template}}],
  [nodes, {metadata: {name: 'a'}, spec: {unschedulable: true, configSource}, status: {config: {error: 'x'}}}],
  [`${flow}/flowschemas`, {metadata: {name: 'a'}, spec: {priorityLevelConfiguration: {name: 'exempt'}}}],
  [
    `${flow}/prioritylevelconfigurations`,
    {metadata: {name: 'a'}, spec: {type: 'Limited', limited: {limitResponse: {type: 'Reject'}}}},
  ],
  [classes, {metadata: {name: 'a'}, spec: {controller: 'a.b/c'}}],
  [ranges, {metadata: {name: 'a'}, spec: {cidrs: ['10.99.0.0/24']}}],
]

const flowStatuses = ['flowschemas', 'prioritylevelconfigurations'].map(plural => `${flow}/${plural}/a/status`)

/** What Kubernetes 1.34.3 says of merge patches. */
const refused: {name: string; path: string; patch: Json; expected: string[]}[] = [
  {
    name: 'a job that loses its selector, of which it is told twice',
    path: `${jobs}/a`,
    patch: {spec: {selector: null}},
    expected: [
      'spec.selector: Required value',
      mismatch,
      'spec.selector: Required value',
      mismatch,
      `spec.selector: Invalid value: null: ${immutable}`,
    ],
  },
  ...flowStatuses.flatMap(path => [
    {
      name: `a condition without a type of ${path}`,
      path,
      patch: {status: {conditions: [{status: 'True'}]}},
      expected: ['status.conditions[0].type: Required value'],
    },
    {
      name: `two conditions of a type of ${path}`,
      path,
      patch: {status: {conditions: [{type: 'X'}, {type: 'X'}]}},
      expected: ['status.conditions[1].type: Duplicate value: "X"'],
    },
  ]),
  {
    name: 'an ingress class that loses its spec',
    path: `${classes}/a`,
    patch: {spec: null},
    expected: [`spec.controller: Invalid value: "": ${immutable}`, 'spec.controller: Required value'],
  },
  {
    name: 'a range of service addresses that loses its spec',
    path: `${ranges}/a`,
    patch: {spec: null},
    expected: [`spec.cidrs: Invalid value: null: ${immutable}`],
  },
]

describe('updates', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
    for (const [path, body] of created) assert.equal((await answered(api, 'POST', path, body)).status, 201)
  })
  after(() => api.close())

  const patch = (path: string, body: Json) =>
    answered(api, 'PATCH', path, body, {'content-type': 'application/merge-patch+json'})

  for (const {name, path, patch: body, expected} of refused)
    it(`refuse ${name}`, async () => {
      const {status, body: answer} = await patch(path, body)
      const {causes} = answer['details'] as {causes: {field: string; message: string}[]}

      assert.equal(status, 422)
      assert.deepEqual(
        causes.map(({field, message}) => `${field}: ${message.replace(/\{.*\}/, '…')}`),
        expected,
      )
    })

  for (const phase of ['', null])
    it(`take the phase ${JSON.stringify(phase)} of a namespace for Active`, async () => {
      const {status, body} = await patch('/api/v1/namespaces/default/status', {status: {phase}})

      assert.equal(status, 200)
      assert.deepEqual(body['status'], {phase: 'Active'})
    })

  it('forget how the configuration of kubelets was once told of', async () => {
    await patch(`${nodes}/a`, {spec: {configSource}})
    const {body} = await patch(`${nodes}/a/status`, {spec: {configSource}, status: {config: {error: 'x'}}})

    assert.equal((body['spec'] as Json)['configSource'], undefined)
    assert.equal((body['spec'] as Json)['unschedulable'], true)
    assert.equal((body['status'] as Json)['config'], undefined)
  })

  it('need no resource version for a job', async () => {
    const {body: job} = await answered(api, 'GET', `${jobs}/a`)
    const {resourceVersion: _, ...metadata} = job['metadata'] as Json
    const {status} = await answered(api, 'PUT', `${jobs}/a`, {...job, metadata})

    assert.equal(status, 200)
  })

  it('of a status keep what the client has left out of the metadata, whatever the kind makes of its defaults', async () => {
    const scaler = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers'
    const scaleTargetRef = {apiVersion: 'apps/v1', kind: 'Deployment', name: 'd'}
    const {body: made} = await answered(api, 'POST', scaler, {
      metadata: {name: 'a'},
      spec: {maxReplicas: 2, targetCPUUtilizationPercentage: 50, scaleTargetRef},
    })

    const {body} = await answered(api, 'PUT', `${scaler}/a/status`, {
      metadata: {name: 'a'},
      status: {currentReplicas: 1, desiredReplicas: 1},
    })

    const {uid, creationTimestamp} = body['metadata'] as Json
    const before = made['metadata'] as Json
    assert.ok(uid)
    assert.deepEqual([uid, creationTimestamp], [before['uid'], before['creationTimestamp']])
  })

  it('of a status are answered with the labels that a controller has from its template', async () => {
    const controllers = '/api/v1/namespaces/default/replicationcontrollers'
    const pods = {metadata: {labels: {app: 'a'}}, spec: {containers: [{name: 'c', image: 'i'}]}}
    await answered(api, 'POST', controllers, {metadata: {name: 'a'}, spec: {template: pods}})

    const {body} = await answered(api, 'PUT', `${controllers}/a/status`, {metadata: {name: 'a'}, status: {replicas: 1}})

    assert.deepEqual((body['metadata'] as Json)['labels'], {app: 'a'})
  })
})
