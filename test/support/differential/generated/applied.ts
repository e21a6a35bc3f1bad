import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {apply, get, mergePatch, post, remove, setup} from '../sequences/step.ts'
import {chance, pick, times} from './choice.ts'

const group = 'applied.example.com'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const string = {type: 'string'}
const integer = {type: 'integer'}

const item = {
  type: 'object',
  required: ['name'],
  properties: {name: string, kind: {...string, default: 'k'}, v: string},
}
const map = {type: 'array', 'x-kubernetes-list-type': 'map'}

/** A field of every shape that managers can own, and values for it, unsound ones among them. */
const fields: Record<string, {schema: object; values: Json[]}> = {
  count: {schema: {...integer, default: 7}, values: [1, null, 0, '1']},
  word: {schema: {...string, nullable: true}, values: ['a', null, '']},
  told: {schema: {...string, nullable: true, default: 'x'}, values: [null, 'q']},
  list: {schema: {type: 'array', items: string}, values: [['a'], ['a', 'b'], [], null]},
  set: {
    schema: {type: 'array', items: integer, 'x-kubernetes-list-type': 'set'},
    values: [[1, 2], [2, 3], [3, 3], [], null, ['1']],
  },
  parts: {
    schema: {...map, items: item, 'x-kubernetes-list-map-keys': ['name', 'kind']},
    values: [
      [{name: 'a'}],
      [
        {name: 'a', kind: 'k'},
        {name: 'b', v: '1'},
      ],
      [{name: 'a'}, {name: 'a'}],
      [{v: '1'}],
      [null],
      [],
    ],
  },
  ports: {
    schema: {
      ...map,
      items: {type: 'object', required: ['port'], properties: {port: {'x-kubernetes-int-or-string': true}, v: string}},
      'x-kubernetes-list-map-keys': ['port'],
    },
    values: [[{port: 80}, {port: '80'}], [{port: 'http', v: '1'}], [{port: 80, v: '2'}]],
  },
  whole: {
    schema: {type: 'object', 'x-kubernetes-map-type': 'atomic', properties: {x: string, y: {...integer, default: 1}}},
    values: [{x: '1'}, {y: 5}, {}],
  },
  named: {
    schema: {
      type: 'object',
      additionalProperties: {type: 'object', properties: {x: string, y: {...integer, default: 1}}},
    },
    values: [{a: {}}, {a: {x: '1'}, b: {}}, {a: null}, {}],
  },
  any: {schema: {'x-kubernetes-preserve-unknown-fields': true}, values: [1, [1], {a: [1]}, {a: {b: null}}, null]},
  object: {
    schema: {type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true},
    values: [
      {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p', labels: {a: 'b'}}, spec: {x: 1}},
      {apiVersion: 'v1', kind: 'Pod', metadata: {labels: {a: 1}}},
      {kind: 'Pod'},
    ],
  },
}
const managers = ['a', 'b', 'c']

/** Custom resources of two versions, each with defaults of its own, that several managers apply and update through all their doors. */
export const applied = (seed: string, count: number): Sequence[] => [{name: 'applied', steps: quarrel(seed, count)}]

function quarrel(seed: string, count: number): Step[] {
  const random = new SeededRandom(`${seed} applied`)
  const rounds = times(count, () => [
    setup(remove(doorOf('v1'))),
    ...times(12, () => deed(random)),
    get(doorOf('v1')),
    get(doorOf('v2')),
  ])
  return [
    setup(remove(`${definitions}/things.${group}`)),
    {...setup(post(definitions, definition)), pause: 2500},
    ...rounds.flat(),
    remove(`${definitions}/things.${group}`),
  ]
}

function deed(random: SeededRandom): Step {
  const version = pick(random, ['v1', 'v2'])
  const door = doorOf(version)
  const manager = pick(random, managers)
  const force = pick(random, ['', '&force=true'])
  switch (pick(random, ['apply', 'apply', 'apply', 'update', 'status', 'scale', 'managers'])) {
    case 'update':
      return mergePatch(`${door}?fieldManager=${manager}-updates`, {spec: someFields(random)})
    case 'status':
      return apply(`${door}/status?fieldManager=${manager}-status`, {...thing(version), status: {phase: manager}})
    case 'scale':
      return apply(`${door}/scale?fieldManager=${manager}-scale${force}`, {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: {name: 't'},
        spec: {replicas: pick(random, [0, 1, 7])},
      })
    case 'managers':
      return mergePatch(`${door}?fieldManager=resets`, {
        metadata: {managedFields: pick<Json>(random, [[{}], [], null])},
      })
    default: {
      const own = version === 'v2' && chance(random, 0.5) ? {extra: 'X'} : {}
      return apply(`${door}?fieldManager=${manager}${force}`, {
        ...thing(version),
        spec: {...someFields(random), ...own},
      })
    }
  }
}

const someFields = (random: SeededRandom): Record<string, Json> =>
  Object.fromEntries(
    times(pick(random, [1, 2, 3]), () => {
      const [name, {values}] = pick(random, Object.entries(fields))
      return [name, pick(random, values)]
    }),
  )

const doorOf = (version: string): string => `/apis/${group}/${version}/namespaces/$NS/things/t`

const thing = (version: string) => ({apiVersion: `${group}/${version}`, kind: 'Thing', metadata: {name: 't'}})

const versionOf = (name: string, more: object) => ({
  name,
  served: true,
  storage: name === 'v1',
  subresources: {status: {}, scale: {specReplicasPath: '.spec.count', statusReplicasPath: '.status.count'}},
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            ...Object.fromEntries(Object.entries(fields).map(([field, {schema}]) => [field, schema])),
            ...more,
          },
        },
        status: {type: 'object', properties: {phase: string, count: integer}},
      },
    },
  },
})

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `things.${group}`},
  spec: {
    group,
    scope: 'Namespaced',
    names: {plural: 'things', kind: 'Thing'},
    versions: [versionOf('v1', {}), versionOf('v2', {extra: {...string, default: 'e'}})],
  },
}
