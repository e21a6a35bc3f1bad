import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {apply, get, jsonPatch, mergePatch, post, put, remove, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const validations = 'x-kubernetes-validations'
const rule = (text: string, more: Map = {}): Map => ({[validations]: [{rule: text, ...more}]})
const optional = (text: string, more: Map = {}): Map => rule(text, {optionalOldSelf: true, ...more})

/** A field as it was declared first, what may be asked of it later, and values, some of which are wrong by that. */
interface Field {
  lax: Map
  strict: Map[]
  values: Json[]
}

const string: Field = {
  lax: {type: 'string', maxLength: 100},
  strict: [
    {maxLength: 2},
    {minLength: 3},
    {pattern: '^a+$'},
    {enum: ['a', 'aa', 'b']},
    {format: 'date'},
    {format: 'ipv4'},
    {format: 'k8s-short-name'},
    rule('self == "a"'),
    rule('self == oldSelf', {message: 'stays'}),
    rule('self.startsWith("a")', {messageExpression: '"not " + self', reason: 'FieldValueForbidden'}),
    optional('oldSelf.hasValue() ? self >= oldSelf.value() : self == "a"'),
    optional('!oldSelf.hasValue() || oldSelf.value() == self', {message: 'kept'}),
    optional('oldSelf.orValue("b") != self'),
    optional('oldSelf.optMap(o, o.size()).orValue(0) <= self.size()'),
    {not: {enum: ['b']}},
    {anyOf: [{maxLength: 1}, {pattern: '^b'}]},
    {oneOf: [{minLength: 2}, {pattern: '^a'}]},
    {allOf: [{minLength: 2}, {pattern: '^a'}]},
  ],
  values: ['a', 'aa', 'b', 'bbb', '', '2024-01-01', '10.0.0.1'],
}
const integer: Field = {
  lax: {type: 'integer'},
  strict: [
    {minimum: 3},
    {maximum: 3},
    {multipleOf: 2},
    {minimum: 3, exclusiveMinimum: true},
    {enum: [1, 2, 3]},
    rule('self > 2'),
    rule('self >= oldSelf'),
    optional('self % 2 == 0 || oldSelf.hasValue()'),
    optional('self > oldSelf.orValue(2)', {message: 'grows', reason: 'FieldValueInvalid'}),
    {format: 'int32', maximum: 4},
  ],
  values: [1, 2, 3, 4, 5, 100, -1],
}
const nullable: Field = {
  lax: {type: 'string', nullable: true, maxLength: 10},
  strict: [{nullable: false}, {enum: ['a', null]}, {enum: ['a']}, {minLength: 2}, rule('self != "b"')],
  values: ['a', 'bb', null, ''],
}
const intOrString: Field = {
  lax: {'x-kubernetes-int-or-string': true},
  strict: [
    {anyOf: [{type: 'integer'}, {type: 'string'}]},
    {pattern: '^[0-9]+%$'},
    {allOf: [{anyOf: [{type: 'integer'}, {type: 'string'}]}, {maximum: 3}]},
    rule('type(self) == int ? self > 2 : self == "a"'),
    optional('!oldSelf.hasValue() || type(self) == type(oldSelf.value())'),
  ],
  values: [1, 5, 'a', '10%'],
}
const scalars = {string, integer, nullable, intOrString}

/** A field of some depth, all of whose parts may come to be asked more of. */
function field(random: SeededRandom, depth: number): Field {
  const kind = pick(random, depth > 0 ? [...Object.keys(scalars), ...compounds] : Object.keys(scalars))
  if (kind in scalars) return scalars[kind as keyof typeof scalars]
  return compound(kind, random, depth)
}

const compounds = ['atomic', 'set', 'map', 'object', 'dictionary', 'object', 'map']

function compound(kind: string, random: SeededRandom, depth: number): Field {
  switch (kind) {
    case 'set':
      return list({'x-kubernetes-list-type': 'set'}, pick(random, [string, integer]), random, true)
    case 'map':
      return keyed(field(random, depth - 1), random)
    case 'object':
      return object(random, depth)
    case 'dictionary':
      return dictionary(field(random, depth - 1), random)
    default:
      return list(pick<Map>(random, [{}, {'x-kubernetes-list-type': 'atomic'}]), field(random, depth - 1), random)
  }
}

const bounds: Map[] = [
  {maxItems: 1},
  {minItems: 2},
  rule('self.size() < 2'),
  rule('self.size() >= oldSelf.size()', {message: 'loses nothing'}),
  optional('self.size() <= oldSelf.optMap(o, o.size()).orValue(1)'),
]

function list(marks: Map, item: Field, random: SeededRandom, distinct = false): Field {
  const lax: Map = {type: 'array', maxItems: 10, items: item.lax, ...marks}
  const lists = (): Json[] => {
    const all = times(pick(random, [0, 1, 2, 3]), () => pick(random, item.values))
    return distinct ? [...new Set(all)] : all
  }
  return {
    lax,
    strict: [...bounds, ...item.strict.map((more): Map => ({items: {...item.lax, ...more}}))],
    values: times(5, lists),
  }
}

function keyed(inner: Field, random: SeededRandom): Field {
  const items: Map = {type: 'object', required: ['k'], properties: {k: {type: 'string', maxLength: 5}, v: inner.lax}}
  const lax: Map = {
    type: 'array',
    maxItems: 10,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
    items,
  }
  const more = (part: Map): Map => ({items: {...items, ...part}})
  return {
    lax,
    strict: [
      ...bounds,
      more({required: ['k', 'v']}),
      more(rule('has(self.v)', {fieldPath: '.v', message: 'v is missing'})),
      more(rule('self.k != "b"', {fieldPath: '.k'})),
      more(optional('oldSelf.hasValue() || self.k != "c"')),
      more({maxProperties: 1}),
      ...inner.strict.map(part => more({properties: {k: {type: 'string', maxLength: 5}, v: {...inner.lax, ...part}}})),
    ],
    values: times(5, () =>
      some(random, ['a', 'b', 'c']).map(k => ({k, ...(chance(random, 0.8) && {v: pick(random, inner.values)})})),
    ),
  }
}

function object(random: SeededRandom, depth: number): Field {
  const parts = {x: field(random, depth - 1), y: field(random, depth - 1)}
  const properties: Map = {x: parts.x.lax, y: parts.y.lax}
  const within = (name: 'x' | 'y') =>
    parts[name].strict.map((more): Map => ({properties: {...properties, [name]: {...parts[name].lax, ...more}}}))
  return {
    lax: {type: 'object', properties},
    strict: [
      {required: ['x']},
      {required: ['x', 'y']},
      {maxProperties: 1},
      {'x-kubernetes-map-type': 'atomic'},
      {anyOf: [{required: ['x']}, {required: ['y']}]},
      {not: {required: ['y']}},
      rule('has(self.x) && has(self.y)', {fieldPath: '.x'}),
      rule('!has(oldSelf.x) || has(self.x)', {message: 'x stays', fieldPath: '.x', reason: 'FieldValueRequired'}),
      optional('has(self.y) || (oldSelf.hasValue() && !has(oldSelf.value().y))'),
      optional('oldSelf.hasValue()'),
      ...within('x'),
      ...within('y'),
    ],
    values: times(6, () => ({
      ...(chance(random, 0.7) && {x: pick(random, parts.x.values)}),
      ...(chance(random, 0.7) && {y: pick(random, parts.y.values)}),
    })),
  }
}

function dictionary(inner: Field, random: SeededRandom): Field {
  return {
    lax: {type: 'object', maxProperties: 10, additionalProperties: inner.lax},
    strict: [
      {maxProperties: 1},
      {minProperties: 2},
      rule('self.all(k, k != "b")'),
      rule('oldSelf.all(k, k in self)'),
      optional('oldSelf.hasValue() || self.size() == 1'),
      ...inner.strict.map((more): Map => ({additionalProperties: {...inner.lax, ...more}})),
    ],
    values: times(5, () =>
      Object.fromEntries(some(random, ['a', 'b', 'c.d', 'e[0]']).map(key => [key, pick(random, inner.values)])),
    ),
  }
}

/** Objects that were right once, updated after their definition has come to ask more. */
export const ratcheted = (seed: string, count: number): Sequence[] =>
  times(4, index => {
    const random = new SeededRandom(`${seed} ${index} ratcheted`)
    const plural = `ratchet${index}s`
    const steps = times(count, () => round(plural, random)).flat()
    return {
      name: `ratcheted-${index}`,
      steps: [...steps, setup(remove(`${definitions}/${plural}.${plural}.example.com`))],
    }
  })

const names = ['one', 'two', 'three']

function round(plural: string, random: SeededRandom): Step[] {
  const group = `${plural}.example.com`
  const own = `${definitions}/${plural}.${group}`
  const kind = `Ratchet${plural.at(7)}`
  const path = `/apis/${group}/v1/namespaces/$NS/${plural}`
  const fields = Object.fromEntries(['a', 'b', 'c', 'd'].map(name => [name, field(random, 2)]))
  const versions = (asked: (of: Field) => Map): Json => [
    {
      name: 'v1',
      served: true,
      storage: true,
      ...(chance(random, 0.3) && {subresources: {status: {}}}),
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              properties: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, asked(of)])),
            },
          },
        },
      },
    },
  ]
  const spec = () =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, {values}]) => (chance(random, 0.8) ? [[name, pick(random, values)]] : [])),
    )
  const object = (name: string): Map => ({apiVersion: `${group}/v1`, kind, metadata: {name}, spec: spec()})
  const strict = versions(of => ({...of.lax, ...Object.assign({}, ...some(random, of.strict).slice(0, 2))}))
  const query = () => `dryRun=All&fieldManager=m&fieldValidation=${pick(random, ['Strict', 'Warn', 'Ignore'])}`
  const change = (): Step => {
    const at = `${path}/${pick(random, names)}?${query()}`
    const [name, {values}] = pick(random, Object.entries(fields))
    return pick(random, [
      mergePatch(at, {spec: {[name]: pick(random, values)}}),
      mergePatch(at, {metadata: {labels: {a: 'b'}}}),
      jsonPatch(at, [{op: 'add', path: `/spec/${name}`, value: pick(random, values)}]),
      jsonPatch(at, [{op: 'remove', path: `/spec/${name}`}]),
      mergePatch(at, {spec: spec()}),
      apply(`${at}&force=true`, {...object(at.split('/').at(-1)!.split('?')[0]!)}),
    ])
  }
  return [
    {...setup(remove(own)), pause: 600},
    {
      ...post(definitions, {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: {name: `${plural}.${group}`},
        spec: {group, scope: 'Namespaced', names: {plural, kind}, versions: versions(({lax}) => lax)},
      }),
      pause: 2500,
    },
    ...names.map(name => post(`${path}?fieldManager=m`, object(name))),
    {...mergePatch(own, {spec: {versions: strict}}), pause: 1500},
    ...times(30, () => ({...change(), anyOrder: true})),
    ...names.map(name => ({...put(`${path}/${name}?${query()}`, object(name)), anyOrder: true})),
    ...names.map(name => get(`${path}/${name}`)),
  ]
}
