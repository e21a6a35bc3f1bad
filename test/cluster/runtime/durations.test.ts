import assert from 'node:assert/strict'
import {Durations} from '../../../src/cluster/runtime/metrics/durations.ts'

describe('durations', () => {
  it('count what falls under each bound, and under larger ones', () => {
    const durations = new Durations([1, 2, 4])

    for (const seconds of [0.5, 1, 1.5, 3, 9]) durations.record({verb: 'get'}, seconds)

    assert.deepEqual(durations.histograms, [{labels: {verb: 'get'}, count: 5, sum: 15, buckets: [2, 3, 4]}])
  })

  it('are counted on by who has looked up a series, after they were cleared too', () => {
    const durations = new Durations([1])
    const series = durations.at({verb: 'get'})
    series.record(2)

    durations.clear()
    const cleared = durations.histograms
    series.record(0.5)

    assert.deepEqual(cleared, [])
    assert.deepEqual(durations.histograms, [{labels: {verb: 'get'}, count: 1, sum: 0.5, buckets: [1]}])
  })
})
