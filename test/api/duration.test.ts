import {strict as assert} from 'node:assert'
import {formatDuration, humanDuration, parseDuration} from '../../src/api/duration.ts'

describe('durations', () => {
  const ages: [number, string][] = [
    [-2, '<invalid>'],
    [-1, '0s'],
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [310, '5m10s'],
    [600, '10m'],
    [10_799, '179m'],
    [10_800, '3h'],
    [11_520, '3h12m'],
    [28_800, '8h'],
    [172_799, '47h'],
    [172_800, '2d'],
    [187_200, '2d4h'],
    [691_200, '8d'],
    [3_888_000, '45d'],
    [63_072_000, '2y'],
    [66_528_000, '2y40d'],
    [315_360_000, '10y'],
  ]
  for (const [seconds, expected] of ages)
    it(`calls ${seconds} seconds ${expected}`, () => {
      assert.equal(humanDuration(seconds * 1000), expected)
    })

  const texts: Record<string, string> = {
    '1h': '1h0m0s',
    '90s': '1m30s',
    '1.5s': '1.5s',
    '250ms': '250ms',
    '0': '0s',
    '-1m': '-1m0s',
    '1us': '1µs',
    '2h3m4.05s': '2h3m4.05s',
  }
  for (const [given, expected] of Object.entries(texts))
    it(`prints ${given} as ${expected}`, () => {
      assert.equal(formatDuration(parseDuration(given)), expected)
    })

  const errors: Record<string, string> = {
    '': 'time: invalid duration ""',
    x: 'time: invalid duration "x"',
    '1': 'time: missing unit in duration "1"',
    '1d': 'time: unknown unit "d" in duration "1d"',
    '1m2': 'time: missing unit in duration "1m2"',
  }
  for (const [given, expected] of Object.entries(errors))
    it(`refuses ${JSON.stringify(given)}`, () => {
      assert.throws(() => parseDuration(given), {message: expected})
    })
})
