import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../../src/api/field-error.ts'
import {structuralSchema} from '../../../../src/api/schema/index.ts'
import {validateEmbeddedResources} from '../../../../src/cluster/resources/apiextensions/embedded-resources.ts'

const resource = {type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true}
const schema = structuralSchema({
  type: 'object',
  properties: {one: resource, all: {type: 'object', additionalProperties: resource}},
})

const cases: {name: string; given: object; expected: string[]}[] = [
  {name: 'one that is whole', given: {one: {apiVersion: 'v1', kind: 'Pod'}}, expected: []},
  {
    name: 'one without types',
    given: {one: {}},
    expected: ['one.apiVersion: Required value', 'one.kind: Required value'],
  },
  {
    name: 'one with wrong types',
    given: {all: {a: {apiVersion: 'a/b/c', kind: 'x y'}}},
    expected: [
      'all[a].apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
      `all[a].kind: Invalid value: "x y": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
    ],
  },
  {
    name: 'one with wrong metadata',
    given: {one: {apiVersion: 'v1', kind: '', metadata: {name: '..', namespace: 'x', labels: {a: 'b c'}}}},
    expected: [
      'one.kind: Invalid value: "": must not be empty',
      `one.metadata.name: Invalid value: "..": may not be '..'`,
      `one.metadata.labels: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
    ],
  },
]

describe('embedded resources', () => {
  for (const {name, given, expected} of cases)
    it(`are looked at: ${name}`, () => {
      assert.deepEqual(validateEmbeddedResources(schema, given).map(fieldErrorText), expected)
    })
})
