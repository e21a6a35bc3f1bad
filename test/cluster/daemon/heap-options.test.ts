import {strict as assert} from 'node:assert'
import {heapOptions} from '../../../src/cluster/daemon/heap-options.ts'

const gigabyte = 2 ** 30

const cases: {name: string; given: string[]; memory: number; expected: string[]}[] = [
  {
    name: 'leave a large machine something',
    given: [],
    memory: 64 * gigabyte,
    expected: ['--max-semi-space-size=128', '--max-old-space-size=8192'],
  },
  {
    name: 'leave a small machine a quarter',
    given: [],
    memory: 4 * gigabyte,
    expected: ['--max-semi-space-size=128', '--max-old-space-size=3072'],
  },
  {
    name: 'leave what was said as it was',
    given: ['--import', 'tsx', '--max-old-space-size=500'],
    memory: 64 * gigabyte,
    expected: ['--max-semi-space-size=128'],
  },
]

describe("a daemon's heap options", () => {
  for (const {name, given, memory, expected} of cases)
    it(name, () => {
      assert.deepEqual(heapOptions(given, memory), expected)
    })
})
