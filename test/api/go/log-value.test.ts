import assert from 'node:assert/strict'
import {logValue} from '../../../src/api/go/log-value.ts'

const cases = [
  {name: 'a line is quoted', given: 'say "a"\t', expected: '"say \\"a\\"\\t"'},
  {name: 'several lines are set apart', given: 'a\nb', expected: '<\n\ta\n\tb\n >'},
  {name: 'so is a line that has an end', given: '{}\n', expected: '<\n\t{}\n >'},
  {name: 'empty lines stay', given: 'a\n\n', expected: '<\n\ta\n\t\n >'},
]

describe("values in klog's lines", () => {
  for (const {name, given, expected} of cases) it(name, () => assert.equal(logValue(given), expected))
})
