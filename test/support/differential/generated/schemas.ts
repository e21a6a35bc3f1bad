import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {get, mergePatch, post, put, remove, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const formats = [
  ...['date', 'date-time', 'datetime', 'duration', 'byte', 'binary', 'password', 'uuid', 'uuid3', 'uuid4', 'uuid5'],
  ...['ipv4', 'ipv6', 'cidr', 'mac', 'hostname', 'email', 'uri', 'int32', 'int64', 'float', 'double', 'isbn', 'isbn10'],
  ...[
    'isbn13',
    'creditcard',
    'ssn',
    'hexcolor',
    'rgbcolor',
    'bsonobjectid',
    'k8s-short-name',
    'k8s-long-name',
    'nosuch',
  ],
]
const patterns = ['^a', '[', '^[a-z]+$', '(?=a)b', '\\d{2,}', '^\\S*$', '\\p{L}+', '']
const words = [
  ...[
    'a',
    'b',
    'big',
    '',
    ' ',
    'Ünï',
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '1h',
    'YQ==',
    '10.0.0.1',
    '::1',
    'fe80::1%1',
  ],
  ...[
    '10.0.0.0/8',
    '10.0.0.1/33',
    'aa:bb:cc:dd:ee:ff',
    'a.example.com',
    'a@b.c',
    'http://x/y',
    '/x',
    '#fff',
    'rgb(1,2,3)',
  ],
  ...[
    'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    '978-3-16-148410-0',
    '0321751043',
    '4111111111111111',
    '078-05-1120',
    'x'.repeat(70),
  ],
]
const numbers = [0, 1, 2, 3, -1, 1.5, 2_147_483_647, 2_147_483_648, 9_007_199_254_740_991, 1e20, 0.1]
const rules: Record<string, string[]> = {
  string: [
    'self.size() < 3',
    'self == oldSelf',
    'self.startsWith("a")',
    'self.matches("^a+$")',
    'self',
    'self.x',
    'self.size()',
    'isURL(self)',
  ],
  integer: [
    'self > 1',
    'self == oldSelf',
    'self < oldSelf + 2',
    'self % 2 == 0',
    'self > 1.5',
    'self.size() > 1',
    '1 / self == 1',
  ],
  number: ['self > 1.5', 'self == oldSelf', 'self > 1', 'double(self) < 2.0'],
  boolean: ['self', '!self', 'self == true', 'self == "x"'],
  array: [
    'self.size() < 3',
    'self.all(x, x != self[0])',
    'self.exists(x, x == x)',
    'self == oldSelf',
    'self[0] == self[1]',
    'self.isSorted()',
    'self.sum() > 1',
  ],
  object: [
    'has(self.a)',
    'self.a == self.b',
    '!has(oldSelf.a) || has(self.a)',
    'self.size() < 3',
    'self.all(k, k != "a")',
    'self == oldSelf',
    'self.metadata.name == "x"',
    'self.nosuch == 1',
  ],
}
const reasons = ['FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate', 'Nosuch']
const names = ['a', 'b', 'c', 'x-y', '__d', 'default']

/** Definitions whose schemas are made at random, right and wrong, as dry runs and for real, and objects that are right and wrong by them. */
export const schemed = (seed: string, count: number): Sequence[] =>
  times(4, index => {
    const random = new SeededRandom(`${seed} ${index} schemas`)
    const plural = `schema${index}s`
    const steps = times(count, () => round(plural, random)).flat()
    return {
      name: `schemed-${index}`,
      steps: [...steps, setup(remove(`${definitions}/${plural}.${plural}.example.com`))],
    }
  })

function round(plural: string, random: SeededRandom): Step[] {
  const group = `${plural}.example.com`
  const own = `${definitions}/${plural}.${group}`
  const list = `/apis/${group}/v1/namespaces/$NS/${plural}`
  const kind = `Schema${plural.at(6)}`
  const spec: Map = {type: 'object', properties: properties(random, 2, 0.02)}
  const made = definition({plural, group, kind}, spec, random)
  const instance = (): Map => ({
    apiVersion: `${group}/v1`,
    kind,
    metadata: {name: pick(random, ['one', 'two'])},
    spec: value(spec, random, 0.15),
  })
  const query = () => `fieldManager=m&fieldValidation=${pick(random, ['Strict', 'Warn', 'Ignore'])}`
  return [
    ...times(12, () => {
      const wild: Map = {type: 'object', properties: properties(random, 3, 0.15)}
      return post(`${definitions}?dryRun=All&fieldManager=m`, definition({plural, group, kind}, wild, random))
    }),
    {...setup(remove(own)), pause: 600},
    {...post(`${definitions}?fieldManager=m`, made), pause: 2500},
    get(own),
    ...times(14, () => post(`${list}?dryRun=All&${query()}`, instance())),
    ...times(2, () => post(`${list}?${query()}`, instance())),
    ...times(8, () => put(`${list}/one?dryRun=All&${query()}`, {...instance(), metadata: {name: 'one'}})),
    ...times(4, () => mergePatch(`${list}/one?${query()}`, {spec: value(spec, random, 0.1)})),
    get(`${list}/one`),
  ]
}

const definition = (
  {plural, group, kind}: {plural: string; group: string; kind: string},
  spec: Map,
  random: SeededRandom,
): Map => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `${plural}.${group}`},
  spec: {
    group,
    scope: 'Namespaced',
    names: {plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List`},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {openAPIV3Schema: {type: 'object', properties: {spec}}},
        ...(chance(random, 0.2) && {
          selectableFields: times(pick(random, [1, 2]), () => ({jsonPath: `.spec.${pick(random, names)}`})),
        }),
        ...(chance(random, 0.2) && {
          subresources: {
            ...(chance(random, 0.5) && {status: {}}),
            scale: {
              specReplicasPath: pick(random, ['.spec.a', '.spec.b', '.status.a', 'spec.a', '.spec.a[0]', '']),
              statusReplicasPath: pick(random, ['.status.a', '.spec.a', '.status']),
              ...(chance(random, 0.5) && {labelSelectorPath: pick(random, ['.status.s', '.spec.a', 'x', ''])}),
            },
          },
        }),
        ...(chance(random, 0.2) && {
          additionalPrinterColumns: times(pick(random, [1, 2]), () => ({
            name: pick(random, ['A', '']),
            type: pick(random, ['string', 'integer', 'number', 'boolean', 'date', 'x']),
            jsonPath: pick(random, ['.spec.a', '.spec.a[*]', 'spec.a', '.spec.[', '']),
            ...(chance(random, 0.3) && {format: pick(random, ['int32', 'date', 'x'])}),
            ...(chance(random, 0.3) && {priority: pick(random, [0, 1, -1])}),
          })),
        }),
      },
    ],
  },
})

const properties = (random: SeededRandom, depth: number, wild: number): Map =>
  Object.fromEntries(
    some(random, names)
      .slice(0, 4)
      .map(name => [name, schema(random, depth, wild)]),
  )

function schema(random: SeededRandom, depth: number, wild: number): Map {
  const odd = () => chance(random, wild)
  const type = pick(random, [
    'string',
    'string',
    'integer',
    'number',
    'boolean',
    ...(depth > 0 ? ['array', 'array', 'object', 'object', 'any'] : []),
  ])
  const base: Map = type === 'any' ? untyped(random) : {...(!odd() && {type}), ...details(type, random, depth, wild)}
  return {
    ...base,
    ...(chance(random, 0.1) && {nullable: true}),
    ...(chance(random, 0.15) &&
      rules[type] && {'x-kubernetes-validations': times(pick(random, [1, 1, 2]), () => rule(type, random, wild))}),
    ...(chance(random, 0.15) && {
      default: odd() ? pick<Json>(random, ['x', 1, {}, [], null, true]) : value(base, random, 0),
    }),
    ...(chance(random, 0.1) && {
      enum: odd()
        ? pick<Json>(random, [[], ['a', 'a'], 'x', [1, 'a']])
        : [value(base, random, 0), value({...base, enum: null}, random, 0)],
    }),
    ...(odd() && pick<Map>(random, oddities)),
    ...(odd() && {
      [pick(random, ['allOf', 'anyOf', 'oneOf'])]: times(pick(random, [1, 2]), () => pick<Map>(random, junctors)),
    }),
    ...(odd() && {not: pick<Map>(random, junctors)}),
  }
}

const untyped = (random: SeededRandom): Map =>
  pick<Map>(random, [
    {'x-kubernetes-int-or-string': true},
    {'x-kubernetes-preserve-unknown-fields': true},
    {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
    {type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true},
    {'x-kubernetes-int-or-string': true, anyOf: [{type: 'integer'}, {type: 'string'}]},
  ])

const oddities: Map[] = [
  {uniqueItems: true},
  {additionalProperties: false},
  {additionalProperties: true},
  {additionalItems: true},
  {$ref: '#/x'},
  {definitions: {a: {type: 'string'}}},
  {dependencies: {a: ['b']}},
  {patternProperties: {a: {type: 'string'}}},
  {id: 'x'},
  {'x-kubernetes-int-or-string': true},
  {'x-kubernetes-embedded-resource': true},
  {'x-kubernetes-preserve-unknown-fields': true},
  {'x-kubernetes-preserve-unknown-fields': false},
  {'x-kubernetes-list-type': 'set'},
  {'x-kubernetes-list-type': 'nosuch'},
  {'x-kubernetes-list-map-keys': ['a']},
  {'x-kubernetes-map-type': 'granular'},
  {'x-kubernetes-map-type': 'nosuch'},
  {properties: {a: {type: 'string'}}},
  {items: {type: 'string'}},
  {items: [{type: 'string'}]},
  {required: ['a', 'a', 'nosuch']},
  {minimum: 5, maximum: 1},
  {exclusiveMinimum: true},
  {minLength: -1},
  {maxItems: -1},
  {multipleOf: 0},
  {type: 'null'},
  {type: ''},
  {nosuch: 1},
  {description: 'd', title: 't', example: 1, externalDocs: {url: 'http://x'}},
]
const junctors: Map[] = [
  {type: 'string'},
  {required: ['a']},
  {minimum: 3},
  {maxLength: 3},
  {pattern: '^a'},
  {properties: {a: {minLength: 2}}},
  {properties: {a: {type: 'string'}}},
  {enum: ['a', 1]},
  {format: 'ipv4'},
  {default: 'x'},
  {nullable: true},
  {'x-kubernetes-validations': [{rule: 'true'}]},
  {not: {minimum: 5}},
  {},
]

function details(type: string, random: SeededRandom, depth: number, wild: number): Map {
  switch (type) {
    case 'string':
      return {
        ...(chance(random, 0.3) && {format: pick(random, formats)}),
        ...(chance(random, 0.2) && {maxLength: pick(random, [1, 5, 63])}),
        ...(chance(random, 0.1) && {minLength: pick(random, [0, 1, 2])}),
        ...(chance(random, 0.2) && {pattern: pick(random, chance(random, wild) ? patterns : patterns.slice(2, 3))}),
      }
    case 'integer':
    case 'number':
      return {
        ...(chance(random, 0.2) && {format: pick(random, ['int32', 'int64', 'float', 'double', 'nosuch'])}),
        ...(chance(random, 0.2) && {maximum: pick(random, [1, 5, 1.5])}),
        ...(chance(random, 0.2) && {minimum: pick(random, [0, 1, -5])}),
        ...(chance(random, 0.05) && {exclusiveMaximum: true}),
        ...(chance(random, 0.1) && {multipleOf: pick(random, [2, 0.5, 0.1])}),
      }
    case 'array':
      return array(random, depth, wild)
    case 'object':
      return chance(random, 0.3)
        ? {
            additionalProperties: schema(random, depth - 1, wild),
            ...(chance(random, 0.3) && {maxProperties: pick(random, [1, 2])}),
            ...(chance(random, 0.1) && {minProperties: 1}),
          }
        : {
            properties: properties(random, depth - 1, wild),
            ...(chance(random, 0.3) && {required: some(random, ['a', 'b'])}),
            ...(chance(random, 0.2) && {'x-kubernetes-map-type': pick(random, ['atomic', 'granular'])}),
          }
    default:
      return {}
  }
}

function array(random: SeededRandom, depth: number, wild: number): Map {
  const bounds: Map = {
    ...(chance(random, 0.3) && {maxItems: pick(random, [1, 3, 5])}),
    ...(chance(random, 0.1) && {minItems: pick(random, [0, 1])}),
  }
  switch (pick(random, ['plain', 'plain', 'set', 'map', 'atomic'])) {
    case 'set':
      return {
        ...bounds,
        'x-kubernetes-list-type': 'set',
        items: schema(random, chance(random, wild) ? depth - 1 : 0, wild),
      }
    case 'map': {
      const keys = pick<string[]>(random, [['a'], ['a', 'b']])
      const items: Map = {
        type: 'object',
        properties: {...properties(random, 0, wild), a: {type: 'string'}, b: {type: 'integer', default: 1}},
        ...(!chance(random, wild) && {required: ['a']}),
      }
      return {...bounds, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys, items}
    }
    case 'atomic':
      return {...bounds, 'x-kubernetes-list-type': 'atomic', items: schema(random, depth - 1, wild)}
    default:
      return {...bounds, items: schema(random, depth - 1, wild)}
  }
}

const rule = (type: string, random: SeededRandom, wild: number): Map => ({
  rule: pick(random, chance(random, wild * 2) ? rules[type]! : rules[type]!.slice(0, 2)),
  ...(chance(random, 0.4) && {
    message: pick(random, ['no', 'must be so', ...(chance(random, wild) ? ['', ' ', 'a\nb'] : [])]),
  }),
  ...(chance(random, 0.2) && {messageExpression: pick(random, ['"not so"', '"is " + string(self)', 'self', '""'])}),
  ...(chance(random, 0.2) && {reason: pick(random, chance(random, wild) ? reasons : reasons.slice(0, 4))}),
  ...(chance(random, 0.15) && {fieldPath: pick(random, ['.a', '.b', '.nosuch', 'a', '', '.a[0]', "['a']"])}),
  ...(chance(random, 0.1) && {optionalOldSelf: chance(random, 0.7)}),
})

/** A value by a schema, and with faults as often as said. */
function value(of: Json, random: SeededRandom, faults: number): Json {
  if (chance(random, faults))
    return pick<Json>(random, [null, 'x', 1, 1.5, true, {}, [], {a: 1, z: 2}, ['a', 'a'], ...numbers])
  const schema = of as Map
  if (Array.isArray(schema['enum']) && schema['enum'].length > 0) return pick(random, schema['enum'])
  switch (schema['type']) {
    case 'string':
      return pick(random, words)
    case 'integer':
      return pick(random, numbers.filter(Number.isSafeInteger))
    case 'number':
      return pick(random, numbers)
    case 'boolean':
      return chance(random, 0.5)
    case 'array':
      return times(pick(random, [0, 1, 2, 3]), () => value((schema['items'] as Map) ?? {}, random, faults))
    case 'object':
      return object(schema, random, faults)
    default:
      return pick<Json>(random, ['10%', 5, 'x'])
  }
}

function object(schema: Map, random: SeededRandom, faults: number): Json {
  if (schema['additionalProperties'] && typeof schema['additionalProperties'] === 'object')
    return Object.fromEntries(
      some(random, ['a', 'k', 'Z']).map(key => [key, value(schema['additionalProperties']!, random, faults)]),
    )
  if (schema['x-kubernetes-embedded-resource'])
    return pick<Json>(random, [
      {},
      {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p'}},
      {apiVersion: 'a/b/c', kind: 'x y'},
    ])
  const known = Object.entries((schema['properties'] ?? {}) as Map).filter(() => chance(random, 0.8))
  return {
    ...Object.fromEntries(known.map(([name, each]) => [name, value(each, random, faults)])),
    ...(chance(random, faults) && {unknown: pick<Json>(random, [1, {a: 1}, null])}),
  }
}
