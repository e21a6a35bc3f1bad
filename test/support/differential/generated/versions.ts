import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {partOf} from '../partial-objects.ts'
import {accept, get, jsonPatch, mergePatch, post, put, remove, send, setup} from '../sequences/step.ts'
import {chance, pick, some, times, varied} from './choice.ts'

type Map = {[key: string]: Json}

const string = {type: 'string'}
/** What a field of a schema may be, of one kind each time: tighter, looser, or another thing altogether. */
const fields: Record<string, Map[]> = {
  size: [
    {...string, default: 'small'},
    {...string, enum: ['small', 'big']},
    {...string, maxLength: 4},
    {...string, default: 'big', pattern: '^b'},
  ],
  count: [
    {type: 'integer', default: 1},
    {type: 'integer', maximum: 5},
    {type: 'integer', minimum: 2, default: 3},
    {type: 'number', multipleOf: 2},
    {'x-kubernetes-int-or-string': true},
  ],
  tags: [
    {type: 'array', items: string, 'x-kubernetes-list-type': 'set'},
    {type: 'array', items: string, 'x-kubernetes-list-type': 'atomic'},
    {type: 'array', items: string, maxItems: 2},
    {type: 'array', items: {...string, minLength: 2}, 'x-kubernetes-list-type': 'set', default: ['aa']},
  ],
  parts: [
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {type: 'object', required: ['name'], properties: {name: string, weight: {type: 'integer', default: 1}}},
    },
    {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name', 'kind'],
      items: {
        type: 'object',
        required: ['name'],
        properties: {name: string, kind: {...string, default: 'k'}, weight: {type: 'integer', maximum: 3}},
      },
    },
    {type: 'array', items: {type: 'object', properties: {name: string, weight: {type: 'integer'}}}},
  ],
  owner: [
    {
      type: 'object',
      properties: {name: {...string, default: 'nobody'}, mail: {...string, format: 'email'}},
      default: {},
    },
    {type: 'object', properties: {name: string, mail: string}, 'x-kubernetes-map-type': 'atomic'},
    {
      type: 'object',
      properties: {name: string, mail: string},
      'x-kubernetes-validations': [
        {rule: 'has(self.name) || has(self.mail)', message: 'name or mail'},
        {
          rule: "!has(oldSelf.name) || self.?name.orValue('') == oldSelf.name",
          message: 'name stays',
          reason: 'FieldValueForbidden',
        },
      ],
    },
    {type: 'object', additionalProperties: string, maxProperties: 2},
    {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
  ],
  when: [
    {...string, format: 'date-time'},
    {...string, nullable: true},
    {...string, 'x-kubernetes-validations': [{rule: 'self == oldSelf', message: 'stays'}]},
  ],
}
const value: Map = {
  size: 'small',
  count: 2,
  tags: ['aa', 'bb', 'c'],
  parts: [
    {name: 'p', weight: 2},
    {name: 'q', weight: 9},
    {name: 'q', kind: 'other'},
  ],
  owner: {name: 'n', mail: 'm@example.com', more: 'x'},
  when: '2026-01-01T00:00:00Z',
  unknown: {a: 1},
}
const managers = ['a', 'b', 'c']

/** Custom resources whose definition changes under them: other schemas, other versions, another one stored; several managers write them in all versions. */
export const versioned = (seed: string, count: number): Sequence[] =>
  times(3, index => ({name: `versioned-${index}`, steps: evolve(`${seed} ${index}`, `thing${index}s`, count)}))

function evolve(seed: string, plural: string, count: number): Step[] {
  const random = new SeededRandom(`${seed} versions`)
  const group = `${plural}.example.com`
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  const own = `${definitions}/${plural}.${group}`
  const kind = plural.replace(/^t/, 'T').slice(0, -1)
  const definition = (): Map => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: `${plural}.${group}`},
    spec: {
      group,
      scope: 'Namespaced',
      names: {plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List`},
      versions: versions(random),
    },
  })
  const change = (): Step[] => {
    const next = definition()
    const update = pick(random, [
      mergePatch(`${own}?fieldManager=changer`, {spec: next['spec']}),
      mergePatch(`${own}?fieldManager=changer`, {spec: {versions: (next['spec'] as Map)['versions']}}),
      send('PATCH', `${own}?fieldManager=applier&force=true`, next, {'content-type': 'application/apply-patch+yaml'}),
    ])
    return [{...update, pause: 2500}, ...(chance(random, 0.3) ? [get(own), get(`/apis/${group}/v1`)] : [])]
  }
  const first = definition()
  return [
    setup({...remove(own), pause: 500}),
    {...post(`${definitions}?fieldManager=creator`, first), pause: 3000},
    ...times(count, () => [...times(10, () => deed({group, plural, kind}, random)), ...change()]).flat(),
    ...['v1', 'v2'].map(version => get(`/apis/${group}/${version}/namespaces/$NS/${plural}`)),
    remove(own),
  ]
}

function versions(random: SeededRandom): Json {
  const names = ['v1', ...(chance(random, 0.7) ? ['v2'] : []), ...(chance(random, 0.2) ? ['v1beta1'] : [])]
  const stored = pick(random, names)
  const status = chance(random, 0.7)
  const shared = chance(random, 0.5) ? schema(random) : undefined
  return names.map(name => ({
    name,
    served: name === 'v1' || chance(random, 0.9),
    storage: name === stored,
    ...(name === 'v1beta1' && {deprecated: true}),
    schema: {openAPIV3Schema: shared ?? schema(random)},
    ...(status && {
      subresources: {
        status: {},
        ...(chance(random, 0.5) && {scale: {specReplicasPath: '.spec.count', statusReplicasPath: '.status.count'}}),
      },
    }),
    ...(chance(random, 0.3) && {additionalPrinterColumns: [{name: 'Size', type: 'string', jsonPath: '.spec.size'}]}),
  }))
}

function schema(random: SeededRandom): Map {
  const properties = Object.fromEntries(
    some(random, Object.keys(fields)).map(name => [name, pick(random, fields[name]!)]),
  )
  const required = chance(random, 0.1) ? some(random, Object.keys(properties)).slice(0, 1) : []
  return {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties,
        ...(required.length > 0 && {required}),
        ...(chance(random, 0.2) && {'x-kubernetes-preserve-unknown-fields': true}),
      },
      status: {type: 'object', properties: {count: {type: 'integer'}, conditions: conditions}},
    },
  }
}

const conditions = {
  type: 'array',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
  items: {type: 'object', required: ['type'], properties: {type: string, status: {...string, enum: ['True', 'False']}}},
}

function deed({group, plural, kind}: {group: string; plural: string; kind: string}, random: SeededRandom): Step {
  const version = pick(random, ['v1', 'v1', 'v2', 'v1beta1'])
  const list = `/apis/${group}/${version}/namespaces/$NS/${plural}`
  const name = pick(random, ['one', 'one', 'two'])
  const own = `${list}/${name}`
  const spec = () => partOf(varied(value, random), random, pick(random, [0.3, 0.7])) as Map
  const body = (more: Map = {}): Map => ({apiVersion: `${group}/${version}`, kind, metadata: {name}, ...more})
  const status = () => ({
    status: {
      count: pick<Json>(random, [1, 2, 'x']),
      conditions: some(random, ['A', 'B']).map(type => ({type, status: 'True'})),
    },
  })
  const query = [
    `fieldManager=${pick(random, managers)}`,
    ...(chance(random, 0.3) ? [`fieldValidation=${pick(random, ['Strict', 'Ignore'])}`] : []),
    ...(chance(random, 0.1) ? ['dryRun=All'] : []),
  ].join('&')
  const applied = (path: string, object: Json): Step =>
    send('PATCH', `${path}?${query}${chance(random, 0.5) ? '&force=true' : ''}`, object, {
      'content-type': 'application/apply-patch+yaml',
    })
  return pick(random, [
    () => post(`${list}?${query}`, body({spec: spec()})),
    () => post(`${list}?${query}`, body({spec: spec(), ...status()})),
    () => applied(own, body({spec: spec()})),
    () => applied(own, body({spec: spec()})),
    () => applied(own, body({spec: spec(), metadata: {name, labels: {a: pick(random, ['x', 'y'])}}})),
    () => applied(`${own}/status`, body(status())),
    () => mergePatch(`${own}?${query}`, {spec: spec()}),
    () => mergePatch(`${own}?${query}`, {metadata: {labels: {touched: pick(random, ['x', 'y'])}}}),
    () => mergePatch(`${own}/status?${query}`, status()),
    () =>
      jsonPatch(`${own}?${query}`, [
        {
          op: pick(random, ['add', 'replace']),
          path: `/spec/${pick(random, Object.keys(value))}`,
          value: pick<Json>(random, ['x', 1, ['aa'], null]),
        },
      ]),
    () => jsonPatch(`${own}?${query}`, [{op: 'remove', path: `/spec/${pick(random, Object.keys(value))}`}]),
    () => put(`${own}?${query}`, body({spec: spec()})),
    () => get(own),
    () => get(list),
    () => get(`${own}/scale`),
    () => mergePatch(`${own}/scale?${query}`, {spec: {replicas: pick<Json>(random, [0, 3, 9])}}),
    () => accept(list, 'application/json;as=Table;g=meta.k8s.io;v=v1'),
    () => remove(own),
  ])()
}
