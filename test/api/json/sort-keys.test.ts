import assert from 'node:assert/strict'
import {sortKeys} from '../../../src/api/json/index.ts'

describe('keys in the order in which they are sent', () => {
  it('sorts objects at every depth and leaves lists in order', () => {
    const sorted = sortKeys({b: [{d: 1, c: 2}, 3], a: null})

    assert.equal(JSON.stringify(sorted), '{"a":null,"b":[{"c":2,"d":1},3]}')
  })

  it('keeps a key that JavaScript finds special', () => {
    const sorted = sortKeys(JSON.parse('{"z":1,"__proto__":{"a":1}}') as object)

    assert.equal(JSON.stringify(sorted), '{"__proto__":{"a":1},"z":1}')
  })
})
