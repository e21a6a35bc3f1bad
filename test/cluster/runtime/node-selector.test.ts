import assert from 'node:assert/strict'
import type {Node, PodSpec} from '../../../src/api/kinds.ts'
import {nodeSelectorMatches, requiredAffinityMatches} from '../../../src/cluster/runtime/node-selector.ts'

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name: 'one', labels: {zone: 'a', cpus: '16', huge: '9007199254740993', empty: ''}},
} as Node

type Requirement = [key: string, operator: string, ...values: string[]]
const expressions = (...requirements: Requirement[]) => ({
  matchExpressions: requirements.map(([key, operator, ...values]) => ({key, operator, values})),
})

describe('a node selector', () => {
  const requirements: {given: Requirement; expected: boolean}[] = [
    {given: ['zone', 'In', 'b', 'a'], expected: true},
    {given: ['zone', 'In', 'b'], expected: false},
    {given: ['rack', 'In', ''], expected: false},
    {given: ['zone', 'NotIn', 'b'], expected: true},
    {given: ['zone', 'NotIn', 'a'], expected: false},
    {given: ['rack', 'NotIn', 'a'], expected: true},
    {given: ['empty', 'Exists'], expected: true},
    {given: ['rack', 'Exists'], expected: false},
    {given: ['rack', 'DoesNotExist'], expected: true},
    {given: ['empty', 'DoesNotExist'], expected: false},
    {given: ['cpus', 'Gt', '15'], expected: true},
    {given: ['cpus', 'Gt', '16'], expected: false},
    {given: ['cpus', 'Lt', '17'], expected: true},
    {given: ['cpus', 'Lt', '16'], expected: false},
    {given: ['cpus', 'Gt', '-1'], expected: true},
    {given: ['huge', 'Gt', '9007199254740992'], expected: true},
    {given: ['zone', 'Gt', '1'], expected: false},
    {given: ['zone', 'Lt', '1'], expected: false},
    {given: ['rack', 'Lt', '1'], expected: false},
    {given: ['cpus', 'Lt', '99999999999999999999'], expected: false},
  ]
  for (const {given, expected} of requirements)
    it(`${expected ? 'allows' : 'refuses'} a node by ${given.join(' ')}`, () => {
      assert.equal(nodeSelectorMatches({nodeSelectorTerms: [expressions(given)]}, node), expected)
    })

  const terms: {name: string; given: object[]; expected: boolean}[] = [
    {
      name: 'matches where one of its terms does',
      given: [expressions(['zone', 'In', 'b']), expressions(['zone', 'Exists'])],
      expected: true,
    },
    {
      name: 'wants all requirements of a term',
      given: [expressions(['zone', 'In', 'a'], ['rack', 'Exists'])],
      expected: false,
    },
    {name: 'matches nothing by a term without requirements', given: [{}], expected: false},
    {name: 'matches nothing without terms', given: [], expected: false},
    {
      name: 'knows the node by its name',
      given: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['one']}]}],
      expected: true,
    },
    {
      name: 'wants fields and labels',
      given: [
        {...expressions(['zone', 'In', 'b']), matchFields: [{key: 'metadata.name', operator: 'In', values: ['one']}]},
      ],
      expected: false,
    },
  ]
  for (const {name, given, expected} of terms)
    it(name, () => {
      assert.equal(nodeSelectorMatches({nodeSelectorTerms: given}, node), expected)
    })
})

describe('what a pod requires of its node', () => {
  const affinity = (...requirements: Requirement[]) => ({
    nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [expressions(...requirements)]}},
  })
  const cases: {name: string; spec: object | undefined; expected: boolean}[] = [
    {name: 'nothing', spec: undefined, expected: true},
    {name: 'labels that it has', spec: {nodeSelector: {zone: 'a'}}, expected: true},
    {name: 'a label that it has with another value', spec: {nodeSelector: {zone: 'b'}}, expected: false},
    {name: 'affinity alone', spec: {affinity: affinity(['zone', 'In', 'a'])}, expected: true},
    {
      name: 'labels and an affinity that does not match',
      spec: {nodeSelector: {zone: 'a'}, affinity: affinity(['zone', 'In', 'b'])},
      expected: false,
    },
    {
      name: 'only what would be nicer',
      spec: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {weight: 1, preference: expressions(['zone', 'In', 'b'])},
            ],
          },
        },
      },
      expected: true,
    },
  ]
  for (const {name, spec, expected} of cases)
    it(`is ${expected ? 'met' : 'not met'} where it is ${name}`, () => {
      assert.equal(requiredAffinityMatches(spec as PodSpec | undefined, node), expected)
    })
})
