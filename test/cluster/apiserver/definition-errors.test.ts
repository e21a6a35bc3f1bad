import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const rule = {'x-kubernetes-validations': [{rule: 'self.x'}]}

/** Properties of a schema, and all that is wrong with them as Kubernetes 1.34.3 tells it. */
const cases: {name: string; properties: object; expected: string[]}[] = [
  {
    name: 'what has no structural form has only that against it',
    properties: {a: {type: 'string', id: 'x'}, b: {type: 'string', anyOf: [{type: 'integer'}], default: 1, ...rule}},
    expected: ['properties[a].id: Forbidden: id is not supported'],
  },
  {
    name: 'an empty schema of further items is one',
    properties: {a: {type: 'array', items: {type: 'string'}, additionalItems: {}}, b: {}},
    expected: ['properties[a].additionalItems: Forbidden: additionalItems is not supported'],
  },
  {
    name: 'rules wait for the structure and for defaults',
    properties: {a: {type: 'string', default: 1, ...rule}},
    expected: ['properties[a].default: Invalid value: "integer":  in body must be of type string: "integer"'],
  },
  {
    name: 'rules are told of beside what is wrong elsewhere, but not around it',
    properties: {
      a: {type: 'string', uniqueItems: true, ...rule},
      b: {type: 'string', 'x-kubernetes-validations': [{rule: 'self'}]},
    },
    expected: [
      'properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      'properties[b].x-kubernetes-validations[0].rule: Invalid value: {"Rule":"self","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}: cel expression must evaluate to a bool',
    ],
  },
  {
    name: 'any key is a path where it is said that there are no further ones',
    properties: {
      a: {type: 'string', additionalProperties: false, 'x-kubernetes-validations': [{rule: 'true', fieldPath: '.b'}]},
      b: {type: 'string', 'x-kubernetes-validations': [{rule: 'true', fieldPath: '.b'}]},
    },
    expected: ['properties[b].x-kubernetes-validations[0].fieldPath: Invalid value: ".b": must be a valid path'],
  },
  {
    name: 'a default is held against its rules',
    properties: {a: {type: 'integer', default: 1, 'x-kubernetes-validations': [{rule: 'self > 1', message: 'more'}]}},
    expected: ['properties[a].default: Invalid value: "integer": more'],
  },
  {
    name: 'integers are compared with whole numbers, and lists with their entries',
    properties: {
      a: {type: 'number', maximum: 1.5, default: 2},
      b: {type: 'array', items: {type: 'string'}, default: [1]},
    },
    expected: [
      'properties[a].default: Invalid value: 2:  in body should be less than or equal to 1',
      'properties[b].default.[0]: Invalid value: "integer": [0] in body must be of type string: "integer"',
    ],
  },
]

describe('schemas of definitions', () => {
  let server: TestApiServer
  before(async () => {
    server = await startTestApiServer()
  })
  after(() => server.close())

  for (const {name, properties, expected} of cases)
    it(`are refused in Kubernetes' order: ${name}`, async () => {
      const names = {plural: 'things', singular: 'thing', kind: 'Thing', listKind: 'ThingList'}
      const schema = {openAPIV3Schema: {type: 'object', properties}}
      const versions = [{name: 'v1', served: true, storage: true, schema}]

      const {body} = await answered(
        server,
        'POST',
        '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All',
        {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: {name: 'things.example.com'},
          spec: {group: 'example.com', scope: 'Namespaced', names, versions},
        },
      )

      const {causes = []} = (body as {details?: {causes?: {field: string; message: string}[]}}).details ?? {}
      assert.deepEqual(
        causes.map(({field, message}) => `${field}: ${message}`),
        expected.map(text => `spec.validation.openAPIV3Schema.${text}`),
      )
    })
})
