import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const storage = '/apis/storage.k8s.io/v1'
const merge = {'content-type': 'application/merge-patch+json'}

/** Which fields Kubernetes 1.34.3 complains about, as often and in the order in which it does. */
const cases: {name: string; path: string; object: object; patch: object; door?: string; expected: string[]}[] = [
  {
    name: 'a node of CSI',
    path: `${storage}/csinodes`,
    object: {spec: {drivers: [{name: 'd', nodeID: 'n'}]}},
    patch: {metadata: {labels: {a: 'b c'}}, spec: {drivers: [{name: 'd', nodeID: ''}]}},
    expected: [
      'metadata.labels',
      'metadata.labels',
      'metadata.labels',
      'spec.drivers[0].nodeID',
      'metadata.labels',
      'spec.drivers[0].nodeID',
      'spec.drivers',
    ],
  },
  {
    name: 'a runtime class',
    path: '/apis/node.k8s.io/v1/runtimeclasses',
    object: {handler: 'h'},
    patch: {metadata: {uid: 'x'}, handler: 'BAD'},
    expected: ['metadata.uid', 'handler', 'metadata.uid', 'handler'],
  },
  {
    name: 'the status of a policy',
    path: '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies',
    object: {
      spec: {
        matchConstraints: {
          resourceRules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['pods']}],
        },
        validations: [{expression: 'true'}],
      },
    },
    door: '/status',
    patch: {metadata: {uid: 'x'}},
    expected: ['metadata.uid'],
  },
]

/** The same for new objects. */
const creations: {name: string; path: string; object: object; expected: string[]}[] = [
  {
    name: 'a budget, which looks at its metadata only if nothing else is wrong',
    path: '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
    object: {metadata: {name: 'a%'}, spec: {minAvailable: 'x', selector: {}}},
    expected: ['spec.minAvailable'],
  },
  {
    name: 'a budget with nothing else wrong',
    path: '/apis/policy/v1/namespaces/default/poddisruptionbudgets',
    object: {metadata: {name: 'a%'}, spec: {minAvailable: 1, selector: {}}},
    expected: ['metadata.name'],
  },
  {
    name: 'an indexed job without a name, of which no pod could have one',
    path: '/apis/batch/v1/namespaces/default/jobs',
    object: {
      metadata: {},
      spec: {
        completionMode: 'Indexed',
        completions: 4,
        template: {spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'i'}]}},
      },
    },
    expected: ['metadata.name', 'metadata.name'],
  },
  {
    name: 'an event of the new group, in the middle',
    path: '/apis/events.k8s.io/v1/namespaces/default/events',
    object: {
      metadata: {name: 'e', generation: -1},
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingController: ' x',
      reportingInstance: 'i',
      action: 'a',
      reason: 'r',
      type: 'X',
    },
    expected: ['reportingController', 'metadata.generation', 'type'],
  },
  {
    name: 'an API service, whose name is among its metadata',
    path: '/apis/apiregistration.k8s.io/v1/apiservices',
    object: {
      metadata: {name: 'v1.x', labels: {'a b': 'c'}},
      spec: {group: 'y', version: 'V', groupPriorityMinimum: 1, versionPriority: 1},
    },
    expected: ['metadata.name', 'metadata.labels', 'spec.version'],
  },
]

describe('what is wrong with metadata', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
  })
  after(() => api.close())

  for (const {name, path, object, expected} of creations)
    it(`of a new object is told where its kind looks: ${name}`, async () => {
      const {body} = await answered(api, 'POST', `${path}?dryRun=All`, object)

      const {causes = []} = (body['details'] ?? {}) as {causes?: {field: string}[]}
      assert.deepEqual(
        causes.map(({field}) => field),
        expected,
      )
    })

  for (const {name, path, object, patch, door = '', expected} of cases)
    it(`is told as often as the rules of ${name} look at it`, async () => {
      await api.send('POST', path, {metadata: {name: 'x'}, ...object})

      const {body} = await answered(api, 'PATCH', `${path}/x${door}?dryRun=All`, patch, merge)

      const {causes = []} = (body['details'] ?? {}) as {causes?: {field: string}[]}
      assert.deepEqual(
        causes.map(({field}) => field),
        expected,
      )
    })
})
