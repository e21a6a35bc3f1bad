import assert from 'node:assert/strict'
import type {Toleration} from '../../../src/api/kinds.ts'
import {tolerates} from '../../../src/cluster/runtime/tolerations.ts'

const taint = {key: 'gpu', value: 'a100', effect: 'NoSchedule'}

describe('a toleration', () => {
  const cases: {name: string; given: Toleration; taint?: typeof taint; expected: boolean}[] = [
    {name: 'of the same key, value and effect', given: {...taint, operator: 'Equal'}, expected: true},
    {name: 'without an operator, which is Equal', given: taint, expected: true},
    {name: 'of another value', given: {...taint, value: 'h100'}, expected: false},
    {name: 'of another key', given: {...taint, key: 'cpu'}, expected: false},
    {name: 'of another effect', given: {...taint, effect: 'NoExecute'}, expected: false},
    {name: 'of any effect', given: {key: 'gpu', value: 'a100'}, expected: true},
    {name: 'of a key, whatever its value', given: {key: 'gpu', operator: 'Exists'}, expected: true},
    {name: 'of everything', given: {operator: 'Exists'}, expected: true},
    {name: 'of everything of another effect', given: {operator: 'Exists', effect: 'NoExecute'}, expected: false},
    {name: 'without a value', given: {key: 'gpu'}, expected: false},
    {name: 'without a value of a taint without one', given: {key: 'gpu'}, taint: {...taint, value: ''}, expected: true},
  ]
  for (const {name, given, taint: other = taint, expected} of cases)
    it(`${name} ${expected ? 'covers the taint' : 'does not cover it'}`, () => {
      assert.equal(tolerates([{key: 'other'}, given], other), expected)
    })

  it('is needed for every taint', () => {
    assert.equal(tolerates(undefined, taint), false)
    assert.equal(tolerates([], taint), false)
  })
})
