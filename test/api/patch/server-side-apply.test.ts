import assert from 'node:assert/strict'
import {
  applyConfiguration,
  scaleManagers,
  trackUpdate,
  typedErrors,
  withScaleManagers,
} from '../../../src/api/patch/managed-fields/index.ts'
import {schemaOf} from '../../../src/api/schema/index.ts'

const deployment = schemaOf('io.k8s.api.apps.v1.Deployment')
const configMap = schemaOf('io.k8s.api.core.v1.ConfigMap')
const annotation = 'kubectl.kubernetes.io/last-applied-configuration'
const at = (manager: string) => ({manager, apiVersion: 'v1', time: '2026-01-01T00:00:00Z'})
const withContainers = (...containers: object[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'm'},
  spec: {template: {spec: {containers}}},
})

describe('server-side apply of lists', () => {
  const orders = [
    {name: 'new items come after the live ones', live: ['c'], applied: ['d'], expected: ['c', 'd']},
    {name: 'shared items take the applied order', live: ['a', 'b'], applied: ['b', 'a'], expected: ['b', 'a']},
    {
      name: "the server's own keep their places",
      live: ['a', 'x', 'b'],
      applied: ['b', 'n'],
      expected: ['a', 'x', 'b', 'n'],
    },
    {name: 'new items stand before the next shared one', live: ['b'], applied: ['a', 'b'], expected: ['a', 'b']},
  ]
  for (const {name, live, applied, expected} of orders)
    it(name, () => {
      const named = (names: string[]) => withContainers(...names.map(name => ({name})))
      const {object} = applyConfiguration(deployment, named(live), named(applied), at('m'))

      const spec = object['spec'] as {template: {spec: {containers: {name: string}[]}}}
      assert.deepEqual(
        spec.template.spec.containers.map(container => container.name),
        expected,
      )
    })
})

describe('server-side apply after client-side apply', () => {
  const last = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'm'}, data: {a: '1'}}
  const object = {
    ...last,
    metadata: {name: 'm', annotations: {[annotation]: JSON.stringify(last)}},
    data: {a: '1', b: '1'},
  }
  const managedFields = trackUpdate(configMap, undefined, object, at('kubectl-client-side-apply'))
  const live = {...object, metadata: {...object.metadata, managedFields}}
  const applied = {...last, data: {a: '2'}}

  it('changes what was applied, and renews the record of it', () => {
    const {object} = applyConfiguration(configMap, live, applied, at('kubectl'))

    assert.deepEqual(object['data'], {a: '2', b: '1'})
    const {annotations} = object['metadata'] as {annotations: Record<string, string>}
    assert.equal(
      annotations[annotation],
      '{"apiVersion":"v1","data":{"a":"2"},"kind":"ConfigMap","metadata":{"name":"m"}}\n',
    )
  })

  it('is a conflict for anybody else, and for what was not applied', () => {
    const other = {...last, data: {b: '2'}}

    assert.throws(() => applyConfiguration(configMap, live, applied, at('other')), /conflict with .*\.data\.a$/)
    assert.throws(() => applyConfiguration(configMap, live, other, at('kubectl')), /conflict with .*\.data\.b$/)
  })
})

describe('the managers of a Scale', () => {
  const path = ['spec', 'replicas']
  const kind = {
    apiVersion: 'apps/v1',
    replicas: new Map([
      ['apps/v1', path],
      ['apps/v1beta2', path],
    ]),
  }
  const owner = {
    manager: 'owner',
    operation: 'Apply',
    apiVersion: 'apps/v1',
    time: '2026-01-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:spec': {'f:replicas': {}, 'f:paused': {}}},
  }
  const scaler = {
    manager: 'scaler',
    operation: 'Update',
    apiVersion: 'autoscaling/v1',
    time: '2026-01-01T00:00:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:spec': {'f:replicas': {}}},
    subresource: 'scale',
  }

  it('are those of the replicas', () => {
    assert.deepEqual(scaleManagers([owner], kind), [
      {...owner, apiVersion: 'autoscaling/v1', fieldsV1: {'f:spec': {'f:replicas': {}}}},
    ])
  })

  it('are those of the replicas in any version, and nobody else', () => {
    const earlier = {...owner, manager: 'earlier', apiVersion: 'apps/v1beta2'}
    const foreign = {...owner, manager: 'foreign', apiVersion: 'nowhere/v1'}

    assert.deepEqual(
      scaleManagers([earlier, foreign], kind)?.map(({manager}) => manager),
      ['earlier'],
    )
    assert.deepEqual(
      withScaleManagers([earlier, foreign], [], kind)?.map(({manager}) => manager),
      ['earlier'],
    )
  })

  it('take the replicas from those of the object', () => {
    const {time: _, ...timeless} = scaler

    assert.deepEqual(withScaleManagers([owner], [scaler], kind), [
      {...owner, fieldsV1: {'f:spec': {'f:paused': {}}}},
      {...timeless, apiVersion: 'apps/v1'},
    ])
  })
})

describe('a configuration that is not of its type', () => {
  const cases = [
    {name: 'unknown field', given: {spec: {nosuch: 1}}, expected: '.spec.nosuch: field not declared in schema'},
    {
      name: 'word for a number',
      given: {spec: {replicas: '3'}},
      expected: '.spec.replicas: expected numeric (int or float), got string',
    },
    {name: 'list for a map', given: {spec: [1]}, expected: '.spec: expected map, got &{[1]}'},
    {
      name: 'number for a word',
      given: {metadata: {name: 1}},
      expected: '.metadata.name: expected string, got &value.valueUnstructured{Value:1}',
    },
    {
      name: 'list for a quantity',
      given: withContainers({name: 'c', resources: {limits: {cpu: [1]}}}),
      expected: '.spec.template.spec.containers[name="c"].resources.limits.cpu: expected any scalar, got &{[1]}',
    },
    {
      name: 'one item twice',
      given: withContainers({name: 'c'}, {name: 'c'}),
      expected: '.spec.template.spec.containers: duplicate entries for key [name="c"]',
    },
    {
      name: 'item that is null',
      given: {spec: {template: {spec: {containers: [null]}}}},
      expected: '.spec.template.spec.containers: element 0: associative list with keys may not have a null element',
    },
  ]
  for (const {name, given, expected} of cases)
    it(name, () => assert.deepEqual(typedErrors(deployment, given), [expected]))
})
