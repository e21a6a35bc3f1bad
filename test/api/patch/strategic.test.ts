import {strict as assert} from 'node:assert'
import {
  applyStrategicPatch,
  createStrategicPatch,
  createStrategicThreeWayPatch,
  identityPreconditions,
} from '../../../src/api/patch/index.ts'
import {schemaOfKind} from '../../../src/api/schema/index.ts'

const schema = schemaOfKind({group: 'apps', version: 'v1', kind: 'Deployment'})!
const deployment = (spec: object, more: object = {}) => ({spec: {template: {spec}, ...more}})
type Json = Record<string, unknown>

describe('strategic merge patches', () => {
  const applied: {name: string; given: [Json, Json]; expected: Json}[] = [
    {
      name: 'merge containers by name, new ones first',
      given: [
        deployment({containers: [{name: 'a', image: '1'}]}),
        deployment({containers: [{name: 'b'}, {name: 'a', image: '2'}]}),
      ],
      expected: deployment({containers: [{name: 'b'}, {name: 'a', image: '2'}]}),
    },
    {
      name: 'delete by directive and order by $setElementOrder',
      given: [
        deployment({containers: [{name: 'a'}, {name: 'b'}, {name: 'c'}]}),
        deployment({
          $setElementOrder: undefined,
          '$setElementOrder/containers': [{name: 'c'}, {name: 'a'}],
          containers: [{name: 'b', $patch: 'delete'}],
        }),
      ],
      expected: deployment({containers: [{name: 'c'}, {name: 'a'}]}),
    },
    {
      name: 'replace a list by directive',
      given: [deployment({containers: [{name: 'a'}]}), deployment({containers: [{$patch: 'replace'}, {name: 'z'}]})],
      expected: deployment({containers: [{name: 'z'}]}),
    },
    {
      name: 'retain keys of a union',
      given: [
        deployment({}, {strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: 1}}}),
        deployment({}, {strategy: {$retainKeys: ['type'], type: 'Recreate'}}),
      ],
      expected: deployment({}, {strategy: {type: 'Recreate'}}),
    },
    {
      name: 'delete from lists of strings',
      given: [
        {metadata: {finalizers: ['a', 'b']}},
        {metadata: {'$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c']}},
      ],
      expected: {metadata: {finalizers: ['c', 'b']}},
    },
    {
      name: 'replace atomic lists and remove nulls',
      given: [
        deployment({tolerations: [{key: 'a'}], nodeSelector: {x: '1', y: '2'}}),
        deployment({tolerations: [{key: 'b'}], nodeSelector: {x: null}}),
      ],
      expected: deployment({tolerations: [{key: 'b'}], nodeSelector: {y: '2'}}),
    },
  ]
  for (const {name, given, expected} of applied)
    it(`${name}`, () => {
      assert.deepEqual(applyStrategicPatch(schema, given[0], JSON.parse(JSON.stringify(given[1]))), expected)
    })

  it('refuse items without their merge key and unknown directives', () => {
    const original = deployment({containers: [{name: 'a'}]})

    assert.throws(() => applyStrategicPatch(schema, original, deployment({containers: [{image: 'x'}]})), {
      message: 'map: map[image:x] does not contain declared merge key: name',
    })
    assert.throws(() => applyStrategicPatch(schema, original, {spec: {$patch: 'odd'}}), {
      message: 'unknown patch type: odd in map: map[$patch:odd]',
    })
  })

  it('are created between two states', () => {
    const patch = createStrategicPatch(
      schema,
      deployment({containers: [{name: 'a', image: '1', env: [{name: 'X', value: '1'}]}, {name: 'b'}]}),
      deployment({containers: [{name: 'a', image: '2', env: [{name: 'X', value: '1'}]}]}),
    )

    assert.deepEqual(
      patch,
      deployment({
        '$setElementOrder/containers': [{name: 'a'}],
        containers: [
          {name: 'a', image: '2'},
          {name: 'b', $patch: 'delete'},
        ],
      }),
    )
  })

  it('are created from three states: only what the user removed is removed', () => {
    const patch = createStrategicThreeWayPatch(schema, {
      original: deployment({hostname: 'x'}, {replicas: 1}),
      modified: deployment({hostname: 'x'}),
      current: deployment({hostname: 'x', dnsPolicy: 'Default'}, {replicas: 3, paused: true}),
    })

    assert.deepEqual(patch, {spec: {replicas: null}})
  })

  it('report conflicts and preconditions in Kubernetes words', () => {
    const states = {original: {spec: {replicas: 1}}, modified: {spec: {replicas: 2}}, current: {spec: {replicas: 3}}}

    assert.throws(() => createStrategicThreeWayPatch(schema, states, {overwrite: false}), {
      message:
        'patch:\nspec:\n  replicas: 2\n\nconflicts with changes made from original to current:\nspec:\n  replicas: 3\n\n',
    })
    assert.throws(
      () => createStrategicPatch(schema, {metadata: {name: 'a'}}, {metadata: {name: 'b'}}, identityPreconditions),
      {message: 'precondition failed for: map[metadata:map[name:b]]'},
    )
  })
})
