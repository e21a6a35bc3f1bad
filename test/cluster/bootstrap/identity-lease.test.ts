import assert from 'node:assert/strict'
import {identityOf} from '../../../src/cluster/bootstrap/identity-lease.ts'

describe("An API server's identity", () => {
  it("is the one that a real API server takes from its machine's name", () => {
    assert.equal(identityOf('vm'), 'apiserver-wlv32tlttr4jl3gtroqexyxapa')
  })
})
