import {strict as assert} from 'node:assert'
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  quantityValue,
  subtractQuantities,
} from '../../src/api/quantity.ts'

describe('quantities', () => {
  const canonical: Record<string, string> = {
    '0': '0',
    '0.1': '100m',
    '1000m': '1',
    '1024Mi': '1Gi',
    '1500m': '1500m',
    '1.5': '1500m',
    '1.500': '1.500',
    '1e3': '1e3',
    '1000': '1k',
    '0.5Gi': '512Mi',
    '100Ki': '100Ki',
    '1025Mi': '1025Mi',
    '2048Ki': '2Mi',
    '12345': '12345',
    '1E': '1E',
    '0.1n': '1n',
    '-1.5Gi': '-1536Mi',
    '3000000': '3M',
    '.5': '500m',
    '1.': '1.',
    '+1': '+1',
    '1e-3': '1e-3',
    '123456789123456789123': '123456789123456789123',
    '0Ki': '0',
    '1.5Ki': '1536',
    '100e-1': '10',
  }
  for (const [given, expected] of Object.entries(canonical))
    it(`writes ${given} as ${expected}`, () => {
      assert.equal(formatQuantity(parseQuantity(given)), expected)
    })

  const wrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  const errors: Record<string, string> = {
    '': wrong,
    a: wrong,
    '1 Gi': wrong,
    '1.2.3': wrong,
    '1Kii': "unable to parse quantity's suffix",
    '1e': "unable to parse quantity's suffix",
  }
  for (const [given, expected] of Object.entries(errors))
    it(`refuses ${JSON.stringify(given)}`, () => {
      assert.throws(() => formatQuantity(parseQuantity(given)), {message: expected})
    })

  it('calculates exactly', () => {
    assert.equal(formatQuantity(addQuantities('100m', '1.9')), '2')
    assert.equal(formatQuantity(addQuantities('0', '1Gi')), '1Gi')
    assert.equal(formatQuantity(subtractQuantities('1Gi', '1')), '1073741823')
    assert.equal(compareQuantities('1000m', '1'), 0)
    assert.equal(compareQuantities('1Ki', '1k'), 1)
    assert.equal(quantityValue('1001m'), 2)
    assert.equal(milliValue('0.0001'), 1)
  })
})
