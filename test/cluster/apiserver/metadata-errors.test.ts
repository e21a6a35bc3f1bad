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

describe('what is wrong with metadata', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
  })
  after(() => api.close())

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
