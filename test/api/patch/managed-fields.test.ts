import {strict as assert} from 'node:assert'
import {applyConfiguration, trackUpdate} from '../../../src/api/patch/managed-fields/index.ts'
import {schemaOfKind} from '../../../src/api/schema/index.ts'

const configMap = schemaOfKind({group: '', version: 'v1', kind: 'ConfigMap'})!
const pod = schemaOfKind({group: '', version: 'v1', kind: 'Pod'})!
const at = (manager: string, time = '2024-01-01T00:00:00Z') => ({manager, apiVersion: 'v1', time})
const object = (data: Record<string, string>, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name: 'x', ...more},
  data,
})

describe('managed fields', () => {
  it('belong to whoever created them', () => {
    const containers = [{name: 'c', image: 'i', ports: [{containerPort: 80, protocol: 'TCP'}], args: ['a']}]

    const entries = trackUpdate(pod, undefined, {metadata: {name: 'p', labels: {a: 'b'}}, spec: {containers}}, at(''))

    assert.deepEqual(entries, [
      {
        manager: 'unknown',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2024-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:metadata': {'f:labels': {'.': {}, 'f:a': {}}},
          'f:spec': {
            'f:containers': {
              'k:{"name":"c"}': {
                '.': {},
                'f:args': {},
                'f:image': {},
                'f:name': {},
                'f:ports': {
                  '.': {},
                  'k:{"containerPort":80,"protocol":"TCP"}': {'.': {}, 'f:containerPort': {}, 'f:protocol': {}},
                },
              },
            },
          },
        },
      },
    ])
  })

  it('pass to whoever changes them', () => {
    const managedFields = trackUpdate(configMap, undefined, object({a: '1', b: '1'}), at('one'))

    const entries = trackUpdate(
      configMap,
      object({a: '1', b: '1'}, {managedFields}),
      object({a: '2', c: '3'}),
      at('two'),
    )

    assert.deepEqual(
      entries?.map(({manager, fieldsV1}) => [manager, fieldsV1]),
      [
        ['one', {'f:data': {}}],
        ['two', {'f:data': {'f:a': {}, 'f:c': {}}}],
      ],
    )
  })

  it('are applied, conflict, are forced, and go when nobody applies them any more', () => {
    const first = applyConfiguration(configMap, undefined, object({a: '1', b: '1'}), at('one'))
    const live = {
      ...first.object,
      metadata: {...(first.object['metadata'] as object), managedFields: first.managedFields},
    }

    assert.throws(() => applyConfiguration(configMap, live, object({a: '2'}), at('two')), {
      message: 'Apply failed with 1 conflict: conflict with "one": .data.a',
    })
    const forced = applyConfiguration(configMap, live, object({a: '2'}), {...at('two'), force: true})
    const owned = {...forced.object, metadata: {name: 'x', managedFields: forced.managedFields}}
    const last = applyConfiguration(configMap, owned, object({}), at('one'))

    assert.deepEqual(forced.object['data'], {a: '2', b: '1'})
    assert.deepEqual(last.object['data'], {a: '2'})
    assert.deepEqual(
      last.managedFields?.map(({manager, operation}) => [manager, operation]),
      [
        ['one', 'Apply'],
        ['two', 'Apply'],
      ],
    )
  })

  it('name updaters in conflicts', () => {
    const managedFields = trackUpdate(configMap, undefined, object({a: '1', b: '1'}), at('editor'))

    assert.throws(
      () =>
        applyConfiguration(configMap, object({a: '1', b: '1'}, {managedFields}), object({a: '2', b: '2'}), at('one')),
      {
        message: 'Apply failed with 2 conflicts: conflicts with "editor" using v1:\n- .data.a\n- .data.b',
      },
    )
  })
})
