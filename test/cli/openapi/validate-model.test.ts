import assert from 'node:assert/strict'
import type {SwaggerDocument, SwaggerSchema} from '../../../src/cli/openapi/swagger-schema.ts'
import {modelErrors} from '../../../src/cli/openapi/validate-model.ts'

const document: SwaggerDocument = {
  definitions: {
    'v1.Shop': {
      type: 'object',
      required: ['spec'],
      properties: {spec: {$ref: '#/definitions/v1.ShopSpec'}, extra: {}},
    },
    'v1.ShopSpec': {
      type: 'object',
      properties: {
        name: {type: 'string'},
        size: {type: 'integer'},
        open: {type: 'boolean'},
        labels: {type: 'object', additionalProperties: {type: 'string'}},
        doors: {type: 'array', items: {$ref: '#/definitions/v1.Door'}},
        any: {type: 'object'},
      },
    },
    'v1.Door': {type: 'object', required: ['port'], properties: {port: {type: 'integer'}}},
  },
}

const cases: {name: string; given: unknown; expected: string[]}[] = [
  {
    name: 'what fits is fine, numbers for strings and any number for an integer too',
    given: {spec: {name: 5, size: 1.5, open: true, labels: {a: 'b'}, doors: [{port: 1}], any: {x: [1]}}, extra: [{}]},
    expected: [],
  },
  {
    name: 'fields that nobody knows are told of by the alphabet, those that are null not at all',
    given: {spec: {zip: 1, colour: 'red', gone: null}},
    expected: [
      'ValidationError(Shop.spec): unknown field "colour" in v1.ShopSpec',
      'ValidationError(Shop.spec): unknown field "zip" in v1.ShopSpec',
    ],
  },
  {
    name: 'a field that must be there may not be null',
    given: {spec: null},
    expected: ['ValidationError(Shop): missing required field "spec" in v1.Shop'],
  },
  {
    name: 'values of other types are told of with both',
    given: {spec: {size: 'x', open: 1, labels: ['a'], doors: [{port: true}, 'b'], any: 1.5}},
    expected: [
      'ValidationError(Shop.spec.any): invalid type for v1.ShopSpec.any: got "number", expected "map"',
      'ValidationError(Shop.spec.doors[0].port): invalid type for v1.Door.port: got "boolean", expected "integer"',
      'ValidationError(Shop.spec.doors[1]): invalid type for v1.Door: got "string", expected "map"',
      'ValidationError(Shop.spec.labels): invalid type for v1.ShopSpec.labels: got "array", expected "map"',
      'ValidationError(Shop.spec.open): invalid type for v1.ShopSpec.open: got "integer", expected "boolean"',
      'ValidationError(Shop.spec.size): invalid type for v1.ShopSpec.size: got "string", expected "integer"',
    ],
  },
  {
    name: 'nothing is no entry of a map and no item of a list',
    given: {spec: {labels: {a: null}, doors: [null]}},
    expected: [
      'ValidationError(Shop.spec.doors): unknown object type "nil" in Shop.spec.doors[0]',
      'unknown object type "nil" in Shop.spec.labels.a',
    ],
  },
]

describe('what kubectl itself finds wrong with a document', () => {
  for (const {name, given, expected} of cases)
    it(name, () => {
      const schema: SwaggerSchema = {$ref: '#/definitions/v1.Shop'}

      const errors = [...modelErrors(given, schema, {path: 'Shop', model: 'v1.Shop', document})]

      assert.deepEqual(errors, expected)
    })
})
