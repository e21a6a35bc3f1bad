import {strict as assert} from 'node:assert'
import {type HeapNeeds, heapOptions} from '../../../src/cluster/daemon/heap-options.ts'

const gigabyte = 2 ** 30

const cases: {name: string; needs: Partial<HeapNeeds>; expected: string[]}[] = [
  {
    name: 'leave a large machine something',
    needs: {memory: 64 * gigabyte},
    expected: ['--max-semi-space-size=256', '--max-old-space-size=8192'],
  },
  {
    name: 'leave a small machine a quarter, and what is young less room',
    needs: {memory: 4 * gigabyte},
    expected: ['--max-semi-space-size=128', '--max-old-space-size=3072'],
  },
  {
    name: 'leave the memory to the objects of a cluster of many nodes',
    needs: {nodes: 5000, memory: 64 * gigabyte},
    expected: ['--max-semi-space-size=128', '--max-old-space-size=8192'],
  },
  {
    name: 'leave what was said as it was',
    needs: {given: ['--import', 'tsx', '--max-old-space-size=500'], memory: 64 * gigabyte},
    expected: ['--max-semi-space-size=256'],
  },
]

describe("a daemon's heap options", () => {
  for (const {name, needs, expected} of cases)
    it(name, () => {
      assert.deepEqual(heapOptions({nodes: 3, given: [], ...needs}), expected)
    })
})
