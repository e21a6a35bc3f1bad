import assert from 'node:assert/strict'
import type {Node} from '../../../src/api/kinds.ts'
import {allotted} from '../../../src/cluster/kubelet/node/extended-resources.ts'

describe('what a node can give of resources that it does not know', () => {
  const cases: {name: string; capacity: object; allocatable: object; expected: object | undefined}[] = [
    {
      name: 'is what its capacity says',
      capacity: {cpu: '8', 'example.com/dongle': '4'},
      allocatable: {cpu: '7'},
      expected: {cpu: '7', 'example.com/dongle': '4'},
    },
    {
      name: 'goes with its capacity',
      capacity: {cpu: '8'},
      allocatable: {cpu: '8', 'example.com/dongle': '4'},
      expected: {cpu: '8'},
    },
    {
      name: 'is left alone where it is so',
      capacity: {cpu: '8', 'example.com/dongle': '4'},
      allocatable: {cpu: '7', 'example.com/dongle': '4'},
      expected: undefined,
    },
    {name: 'is none of Kubernetes’ own', capacity: {'kubernetes.io/x': '4'}, allocatable: {}, expected: undefined},
  ]
  for (const {name, capacity, allocatable, expected} of cases)
    it(name, () => assert.deepEqual(allotted({status: {capacity, allocatable}} as Node), expected))
})
