import assert from 'node:assert/strict'
import {openApiKind, openApiType} from '../../../src/api/cel/admission/open-api-type.ts'
import {typeCheckPolicy} from '../../../src/api/cel/index.ts'

const things = {group: 'example.com', version: 'v1', kind: 'Thing'}
const document = {
  paths: {
    '/apis/example.com/v1/namespaces/{namespace}/things': {post: {'x-kubernetes-group-version-kind': things}},
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        'x-kubernetes-group-version-kind': [things],
        properties: {
          spec: {allOf: [{$ref: '#/components/schemas/Spec'}], default: {}},
          free: {oneOf: [{type: 'string'}, {type: 'number'}]},
          ratio: {oneOf: [{type: 'string'}, {type: 'integer'}], format: 'int-or-string'},
        },
      },
      Spec: {
        type: 'object',
        properties: {
          size: {type: 'integer'},
          parts: {type: 'array', items: {$ref: '#/components/schemas/Spec'}},
        },
      },
    },
  },
}

describe('type checking of admission policies', () => {
  const type = openApiType(document, things)!
  const check = (expression: string, more: object = {}) =>
    typeCheckPolicy({validations: [{expression}], ...more}, [{...things, type}])

  it('finds the kind of a resource', () => {
    assert.equal(openApiKind(document, 'things'), 'Thing')
    assert.equal(openApiKind(document, 'nothings'), undefined)
  })

  const problems: {name: string; given: string; expected: string}[] = [
    {name: 'fields that are not there', given: 'object.spec.nope == 1', expected: "1:12: undefined field 'nope'"},
    {
      name: 'operators that do not fit',
      given: "object.spec.size > 'x'",
      expected: "1:18: found no matching overload for '_>_' applied to '(int, string)'",
    },
    {name: 'what has no type', given: 'object.free == 1', expected: "1:7: undefined field 'free'"},
  ]
  for (const {name, given, expected} of problems)
    it(`tells of ${name}`, () => {
      const [first, ...rest] = check(given)

      assert.equal(first?.fieldRef, 'spec.validations[0].expression')
      assert.equal(first?.warning.split('\n | ')[0], `example.com/v1, Kind=Thing: ERROR: <input>:${expected}`)
      assert.deepEqual(rest, [])
    })

  const fine: {name: string; given: string; more?: object}[] = [
    {name: 'right types', given: 'object.spec.size > 1'},
    {name: 'numbers or texts', given: "object.ratio > 'x'"},
    {
      name: 'variables whose own types are wrong',
      given: 'variables.x == 1',
      more: {variables: [{name: 'x', expression: 'object.nope'}]},
    },
  ]
  for (const {name, given, more} of fine)
    it(`has nothing against ${name}`, () => {
      assert.deepEqual(check(given, more), [])
    })
})
