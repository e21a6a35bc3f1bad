import assert from 'node:assert/strict'
import type {JsonObject} from '../../../../src/api/object.ts'
import {swaggerOf} from '../../../../src/cluster/apiserver/openapi/swagger.ts'

const open = {'x-kubernetes-preserve-unknown-fields': true}
const kind = {'x-kubernetes-group-version-kind': [{group: 'a.example', version: 'v1', kind: 'A'}]}
const text = {type: 'string'}

/** Measured on a real API server with a CustomResourceDefinition of these fields. */
const cases: {name: string; given: JsonObject; expected: JsonObject}[] = [
  {
    name: 'a kind that keeps unknown fields is an object and no more',
    given: {type: 'object', properties: {spec: text}, ...open, ...kind},
    expected: {type: 'object', ...kind},
  },
  {
    name: 'a field that keeps unknown fields has no type and no fields',
    given: {type: 'object', properties: {p: {type: 'object', properties: {x: text}, ...open}}},
    expected: {type: 'object', properties: {p: open}},
  },
  {
    name: 'what may be null has no type and is not required',
    given: {type: 'object', required: ['a', 'b'], properties: {a: text, b: {...text, nullable: true}}},
    expected: {type: 'object', required: ['a'], properties: {a: text, b: {}}},
  },
  {
    name: 'an embedded object that keeps unknown fields requires none',
    given: {
      type: 'object',
      required: ['kind', 'apiVersion'],
      properties: {kind: text, apiVersion: text},
      'x-kubernetes-embedded-resource': true,
      ...open,
    },
    expected: {'x-kubernetes-embedded-resource': true, ...open},
  },
  {
    name: 'an array keeps its items',
    given: {type: 'array', items: {type: 'object', properties: {q: text}, nullable: true}},
    expected: {type: 'array', items: {}},
  },
]

describe('OpenAPI version 2', () => {
  for (const {name, given, expected} of cases)
    it(name, () => {
      const {definitions} = swaggerOf([{components: {schemas: {it: given}}}])

      assert.deepEqual((definitions as JsonObject)['it'], expected)
    })
})
