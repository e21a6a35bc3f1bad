import {strict as assert} from 'node:assert'
import {applyConfiguration, trackUpdate} from '../../../src/api/patch/managed-fields/index.ts'
import {schemaOfKind, structuralSchema} from '../../../src/api/schema/index.ts'

const time = '2024-01-01T00:00:00Z'

describe('values of which a schema says nothing', () => {
  const schema = structuralSchema({
    type: 'object',
    properties: {spec: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}},
  })
  const writer = (manager: string) => ({manager, apiVersion: 'example.com/v1', time})
  const object = (value: unknown) => ({metadata: {name: 'x'}, spec: {free: value}})
  const cases: {name: string; before: unknown; after: unknown; one: object; two: object}[] = [
    {
      name: 'a map that becomes a number loses its fields',
      before: {a: 1},
      after: 1,
      one: {'f:spec': {}},
      two: {'f:spec': {'f:free': {}}},
    },
    {
      name: 'a map that becomes a list loses its fields',
      before: {a: 1},
      after: [1],
      one: {'f:spec': {}},
      two: {'f:spec': {'f:free': {}}},
    },
    {
      name: 'a number that becomes a map gets fields',
      before: 1,
      after: {a: 1},
      one: {'f:spec': {}},
      two: {'f:spec': {'f:free': {'.': {}, 'f:a': {}}}},
    },
  ]
  for (const {name, before, after, one, two} of cases)
    it(name, () => {
      const managedFields = trackUpdate(schema, undefined, object(before), writer('one'))
      const live = {...object(before), metadata: {name: 'x', managedFields}}

      const entries = trackUpdate(schema, live, object(after), writer('two'))

      assert.deepEqual(
        entries?.map(({manager, fieldsV1}) => [manager, fieldsV1]),
        [
          ['one', one],
          ['two', two],
        ],
      )
    })

  it('are those of counts that may be text: a configuration may have anything there', () => {
    const deployment = schemaOfKind({group: 'apps', version: 'v1', kind: 'Deployment'})!
    const applied = {metadata: {name: 'x'}, spec: {strategy: {rollingUpdate: {maxSurge: [1]}}}}

    const {object} = applyConfiguration(deployment, undefined, applied, {manager: 'm', apiVersion: 'apps/v1', time})

    assert.deepEqual((object['spec'] as typeof applied.spec).strategy, applied.spec.strategy)
  })
})
