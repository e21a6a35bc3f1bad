import {strict as assert} from 'node:assert'
import {fieldErrorText} from '../../../src/api/field-error.ts'
import {
  applySchemaDefaults,
  decode,
  structuralSchema,
  validateAgainstSchema,
  validateLists,
} from '../../../src/api/schema/index.ts'

const widget = structuralSchema({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: {type: 'string', enum: ['small', 'big'], default: 'small'},
        replicas: {type: 'integer', minimum: 0, maximum: 5},
        email: {type: 'string', pattern: '^[^@]+@[^@]+$', maxLength: 20},
        port: {'x-kubernetes-int-or-string': true},
        ratio: {type: 'number', minimum: 0, exclusiveMinimum: true},
        when: {type: 'string', format: 'date-time'},
        note: {type: 'string', nullable: true},
        free: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: {name: {type: 'string'}, count: {type: 'integer', default: 1}},
          },
        },
        map: {type: 'object', additionalProperties: {type: 'integer'}},
        template: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    },
  },
})

describe('structural schemas', () => {
  const cases: {given: Record<string, unknown>; expected: string[]}[] = [
    {given: {size: 'small', replicas: 5, port: '80', note: null, map: {a: 1}}, expected: []},
    {given: {size: 'medium'}, expected: ['spec.size: Unsupported value: "medium": supported values: "small", "big"']},
    {
      given: {size: 5},
      expected: [
        'spec.size: Invalid value: "integer": spec.size in body must be of type string: "integer"',
        'spec.size: Unsupported value: 5: supported values: "small", "big"',
      ],
    },
    {given: {}, expected: ['spec.size: Required value']},
    {
      given: {size: 'big', replicas: 1.5},
      expected: ['spec.replicas: Invalid value: "number": spec.replicas in body must be of type integer: "number"'],
    },
    {
      given: {size: 'big', replicas: 6},
      expected: ['spec.replicas: Invalid value: 6: spec.replicas in body should be less than or equal to 5'],
    },
    {
      given: {size: 'big', email: 'nobody'},
      expected: [`spec.email: Invalid value: "nobody": spec.email in body should match '^[^@]+@[^@]+$'`],
    },
    {
      given: {size: 'big', email: 'someone@very-long-domain.example'},
      expected: ['spec.email: Too long: may not be more than 20 bytes'],
    },
    {
      given: {size: 'big', port: 1.5},
      expected: ['spec.port: Invalid value: "number": spec.port in body must be of type integer,string: "number"'],
    },
    {
      given: {size: 'big', ratio: 0},
      expected: ['spec.ratio: Invalid value: 0: spec.ratio in body should be greater than 0'],
    },
    {given: {size: 'big', parts: [{count: 2}]}, expected: ['spec.parts[0].name: Required value']},
    {
      given: {size: 'big', parts: [{name: 'a'}, {name: 'a'}]},
      expected: ['spec.parts[1]: Duplicate value: {"name":"a"}'],
    },
    {
      given: {size: 'big', map: {a: 'x'}},
      expected: ['spec.map.a: Invalid value: "string": spec.map.a in body must be of type integer: "string"'],
    },
  ]
  for (const {given, expected} of cases)
    it(`judge ${JSON.stringify(given)}`, () => {
      const errors = [...validateAgainstSchema(widget, {spec: given}), ...validateLists(widget, {spec: given})]

      assert.deepEqual(errors.map(fieldErrorText), expected)
    })

  it('prune what they do not know and say so', () => {
    const {object, problems} = decode(
      widget,
      '{"metadata":{"name":"x","odd":1,"even":2},"spec":{"size":"big","free":{"any":1},"nosuch":2,"parts":[{"name":"a","x":1}]},"top":1}',
      {fieldValidation: 'Strict'},
    )

    assert.deepEqual(object, {metadata: {name: 'x'}, spec: {size: 'big', free: {any: 1}, parts: [{name: 'a'}]}})
    assert.deepEqual(problems, [
      'unknown field "metadata.even"',
      'unknown field "metadata.odd"',
      'unknown field "spec.nosuch"',
      'unknown field "spec.parts[0].x"',
      'unknown field "top"',
    ])
  })

  it('fill in defaults, also for nulls that may not be', () => {
    const draft = {spec: {size: null, note: null, parts: [{name: 'a'}]}}

    applySchemaDefaults(widget, draft)

    assert.deepEqual(draft, {spec: {size: 'small', note: null, parts: [{name: 'a', count: 1}]}})
  })
})
