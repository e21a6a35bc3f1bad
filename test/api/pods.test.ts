import {strict as assert} from 'node:assert'
import {controllerRevisionHash, podTemplateHash, safeEncode} from '../../src/api/hash.ts'
import type {PodSpec} from '../../src/api/kinds.ts'
import {podLimits, podRequests} from '../../src/api/pod-requests.ts'
import {qosClass} from '../../src/api/qos.ts'
import {formatQuantity} from '../../src/api/quantity.ts'
import {everySortOfField} from './go-dump/every-sort-of-field.ts'

const container = (requests?: Record<string, string>, limits?: Record<string, string>, more: object = {}) => ({
  name: 'c',
  resources: {...(requests && {requests}), ...(limits && {limits})},
  ...more,
})
const texts = (amounts: ReadonlyMap<string, Parameters<typeof formatQuantity>[0]>) =>
  Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]))

describe('what a pod asks for', () => {
  const cases: {name: string; given: PodSpec; expected: Record<string, string>}[] = [
    {
      name: 'the sum of its containers',
      given: {containers: [container({cpu: '100m'}), container({cpu: '200m', memory: '1Gi'})]},
      expected: {cpu: '300m', memory: '1Gi'},
    },
    {
      name: 'its largest init container where that is more',
      given: {containers: [container({cpu: '100m'})], initContainers: [container({cpu: '1'})]},
      expected: {cpu: '1'},
    },
    {
      name: 'sidecars beside what runs after them',
      given: {
        containers: [container({cpu: '1'})],
        initContainers: [
          container({cpu: '2'}),
          container({cpu: '500m'}, {}, {restartPolicy: 'Always'}),
          container({cpu: '3'}),
        ],
      },
      expected: {cpu: '3500m'},
    },
    {
      name: 'its own resources instead of its containers',
      given: {containers: [container({cpu: '1', 'x/gpu': '1'})], resources: {requests: {cpu: '4'}}},
      expected: {cpu: '4', 'x/gpu': '1'},
    },
    {
      name: 'overhead on top',
      given: {containers: [container({cpu: '1'})], overhead: {cpu: '250m'}},
      expected: {cpu: '1250m'},
    },
  ]
  for (const {name, given, expected} of cases)
    it(`is ${name}`, () => {
      assert.deepEqual(texts(podRequests(given)), expected)
    })

  it('has limits only where there are any', () => {
    assert.deepEqual(texts(podLimits({containers: [container({}, {cpu: '1'})], overhead: {cpu: '1', memory: '1Mi'}})), {
      cpu: '2',
    })
  })
})

describe('the quality of service of a pod', () => {
  const all = {cpu: '1', memory: '1Gi'}
  const cases: {name: string; given: PodSpec; expected: string}[] = [
    {name: 'nothing set', given: {containers: [container()]}, expected: 'BestEffort'},
    {
      name: 'limits that equal requests',
      given: {containers: [container(all, {cpu: '1000m', memory: '1024Mi'})]},
      expected: 'Guaranteed',
    },
    {
      name: 'an init container without limits',
      given: {containers: [container(all, all)], initContainers: [container()]},
      expected: 'Burstable',
    },
    {
      name: 'requests below limits',
      given: {containers: [container({cpu: '500m', memory: '1Gi'}, all)]},
      expected: 'Burstable',
    },
    {name: 'other resources only', given: {containers: [container({'x/gpu': '1'})]}, expected: 'BestEffort'},
    {
      name: 'resources at pod level',
      given: {containers: [container()], resources: {requests: all, limits: all}},
      expected: 'Guaranteed',
    },
  ]
  for (const {name, given, expected} of cases)
    it(`is ${expected} with ${name}`, () => {
      assert.equal(qosClass(given), expected)
    })
})

describe('hashes', () => {
  it("are Kubernetes' own for a template of every sort of field", () => {
    assert.equal(podTemplateHash(everySortOfField), '55bfc7994b')
  })

  it('are equal for equal templates and change with the collision count', () => {
    assert.equal(podTemplateHash({metadata: {}, spec: {hostPID: true}}), podTemplateHash({spec: {hostPID: true}}))
    assert.notEqual(podTemplateHash({}), podTemplateHash({}, 0))
    assert.match(podTemplateHash({}), /^[bcdfghjklmnpqrstvwxz2456789]+$/)
    assert.notEqual(controllerRevisionHash({a: 1}), controllerRevisionHash({a: 1}, 1))
    assert.equal(safeEncode('0123456789'), '456789bcdf')
  })
})
