import assert from 'node:assert/strict'
import {resourceSlice} from '../../../../src/cluster/resources/resource/resource-slice.ts'

describe('resource slices', () => {
  it('that a broken patch has left without anything have no taints to date', () => {
    assert.doesNotThrow(() => resourceSlice.defaultTimes!({metadata: {}} as never, 0))
  })
})
