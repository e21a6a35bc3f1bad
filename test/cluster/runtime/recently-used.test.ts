import assert from 'node:assert/strict'
import {RecentlyUsed} from '../../../src/cluster/runtime/recently-used.ts'

describe('What was used recently', () => {
  const cases: {name: string; puts: string[]; kept: string[]}[] = [
    {name: 'keeps what there is room for', puts: ['a', 'b', 'c'], kept: ['a', 'b', 'c']},
    {name: 'forgets what was put first', puts: ['a', 'b', 'c', 'd', 'e'], kept: ['c', 'd', 'e']},
    {name: 'keeps the first one if it is put again', puts: ['a', 'b', 'c', 'a', 'd'], kept: ['c', 'a', 'd']},
    {name: 'keeps one from the middle if it is put again', puts: ['a', 'b', 'c', 'b', 'd', 'e'], kept: ['b', 'd', 'e']},
    {name: 'keeps the last one if it is put again', puts: ['a', 'b', 'c', 'c', 'd', 'e'], kept: ['c', 'd', 'e']},
    {name: 'knows again what it forgot', puts: ['a', 'b', 'c', 'd', 'a'], kept: ['c', 'd', 'a']},
  ]
  for (const {name, puts, kept} of cases)
    it(name, () => {
      const recent = new RecentlyUsed<number>(3)

      for (const [index, key] of puts.entries()) recent.put(key, index)

      const found = ['a', 'b', 'c', 'd', 'e'].filter(key => recent.get(key) !== undefined)
      assert.deepEqual(found, [...kept].sort())
      assert.deepEqual(
        found.map(key => recent.get(key)),
        found.map(key => puts.lastIndexOf(key)),
      )
    })
})
