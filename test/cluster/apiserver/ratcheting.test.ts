import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'
import {answered, startCustomServer} from '../../support/custom-server.ts'

type Json = Record<string, unknown>

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const things = '/apis/example.com/v1/namespaces/default/things'
const merge = {'content-type': 'application/merge-patch+json'}
const validations = 'x-kubernetes-validations'

const text = (more: Json = {}): Json => ({type: 'string', maxLength: 10, ...more})
const list = (items: Json, more: Json = {}): Json => ({type: 'array', maxItems: 5, items, ...more})
const keyed = {'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k']}
const item = (more: Json = {}): Json => ({type: 'object', required: ['k'], properties: {k: text(), v: text()}, ...more})
const rule = (text: string, more: Json = {}): Json => ({[validations]: [{rule: text, ...more}]})

/** What is asked of `f` later on, what is there, what it is patched to, and what a real kube-apiserver 1.34.3 says. */
const cases: {name: string; strict: Json; before: unknown; patch: Json; expected: string[]}[] = [
  {name: 'a value that stays', strict: text({minLength: 3}), before: 'a', patch: {other: 'x'}, expected: []},
  {
    name: 'a value that changes',
    strict: text({minLength: 3}),
    before: 'a',
    patch: {f: 'b'},
    expected: ['spec.f: Invalid value: "b": spec.f in body should be at least 3 chars long'],
  },
  {
    name: 'items of a list that stays as a whole',
    strict: list(text({enum: ['a']})),
    before: ['b'],
    patch: {other: 'x'},
    expected: [],
  },
  {
    name: 'items of a list that changes, none of which has one before it',
    strict: list(text({enum: ['a']})),
    before: ['b'],
    patch: {f: ['b', 'a']},
    expected: ['spec.f[0]: Unsupported value: "b": supported values: "a"'],
  },
  {
    name: 'items with keys that stay',
    strict: list(item({required: ['k', 'v']}), keyed),
    before: [{k: 'a'}],
    patch: {f: [{k: 'b', v: 'x'}, {k: 'a'}]},
    expected: [],
  },
  {
    name: 'what no schema knows, which is never as it was',
    strict: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true, minProperties: 2},
    before: {a: 'b'},
    patch: {other: 'x'},
    expected: ['spec.f: Invalid value: 1: spec.f in body should have at least 2 properties'],
  },
  {
    name: 'a rule about what stays, of which there is a warning',
    strict: text(rule('self == "b"')),
    before: 'a',
    patch: {other: 'x'},
    expected: ['299 - "spec.f: Invalid value: \\"string\\": failed rule: self == \\"b\\""'],
  },
  {
    name: 'a rule about items of a list that stays',
    strict: list(text(rule('self == "b"', {message: 'no'}))),
    before: ['a'],
    patch: {other: 'x'},
    expected: ['299 - "spec.f[0]: Invalid value: \\"string\\": no"'],
  },
  {
    name: 'a rule that speaks of the old value',
    strict: text(rule('self == oldSelf + "x"', {message: 'no'})),
    before: 'a',
    patch: {other: 'x'},
    expected: ['spec.f: Invalid value: "string": no'],
  },
  {
    name: 'a rule that takes the absence of an old value',
    strict: text(rule('oldSelf.hasValue()', {optionalOldSelf: true, message: 'no'})),
    before: undefined,
    patch: {f: 'a'},
    expected: ['spec.f: Invalid value: "string": no'],
  },
  {
    name: 'a warning beside an error',
    strict: list(item({properties: {k: text(), v: text(rule('self == "b"', {message: 'no'}))}}), keyed),
    before: [{k: 'a', v: 'a'}],
    patch: {
      f: [
        {k: 'a', v: 'a'},
        {k: 'c', v: 'c'},
      ],
    },
    expected: ['spec.f[1].v: Invalid value: "string": no', '299 - "spec.f[0].v: Invalid value: \\"string\\": no"'],
  },
]

/** What was asked before. */
function laxer(strict: Json): Json {
  if (strict['type'] === 'array') return 'x-kubernetes-list-type' in strict ? list(item(), keyed) : list(text())
  return strict['type'] === 'object' ? {type: 'object', additionalProperties: text()} : text({nullable: true})
}

const definition = (f: Json): Json => ({
  metadata: {name: 'things.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'things', kind: 'Thing'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {spec: {type: 'object', properties: {f, other: text()}}},
          },
        },
      },
    ],
  },
})

describe('an update after a definition has come to ask more', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startCustomServer()
  })
  afterEach(() => api.close())

  for (const {name, strict, before, patch, expected} of cases)
    it(`is told of what it brings, not of what was there: ${name}`, async () => {
      await api.send('POST', definitions, definition(laxer(strict)))
      await api.activity.settled()
      const object = {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 'a'}, spec: {f: before}}
      assert.equal((await answered(api, 'POST', things, object)).status, 201)
      const made = await answered(api, 'PATCH', `${definitions}/things.example.com`, definition(strict), merge)
      assert.equal(made.status, 200, String(made.body['message']))
      await api.activity.settled()

      const {body, warnings} = await answered(api, 'PATCH', `${things}/a`, {spec: patch}, merge)

      const {causes = []} = (body['details'] ?? {}) as {causes?: {field: string; message: string}[]}
      assert.deepEqual([...causes.map(({field, message}) => `${field}: ${message}`), ...warnings], expected)
    })

  const nulls: {name: string; f: Json; value: unknown; expected: string}[] = [
    {
      name: 'a field that is null is absent to rules',
      f: {type: 'object', properties: {x: text({nullable: true})}, ...rule('has(self.x)', {message: 'no'})},
      value: {x: null},
      expected: 'spec.f: Invalid value: "object": no',
    },
    {
      name: 'no enum has it, even if it names it',
      f: text({nullable: true, enum: ['a', null]}),
      value: null,
      expected: 'spec.f: Unsupported value: null: supported values: "a", "null"',
    },
  ]

  for (const {name, f, value, expected} of nulls)
    it(`may meet nulls: ${name}`, async () => {
      await api.send('POST', definitions, definition(f))
      await api.activity.settled()

      const object = {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 'a'}, spec: {f: value}}
      const {body} = await answered(api, 'POST', things, object)

      assert.equal(body['message'], `Thing.example.com "a" is invalid: ${expected}`)
    })
})
