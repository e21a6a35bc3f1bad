import assert from 'node:assert/strict'
import {celTypes, celValue, compile, declare} from '../../src/api/cel/index.ts'

describe('CEL', () => {
  const cases: {name: string; given: string; expected: unknown}[] = [
    {name: 'splits strings', given: "'a,b,c'.split(',', 2)", expected: ['a', 'b,c']},
    {name: 'replaces the first occurrences', given: "'abab'.replace('a', 'x', 1)", expected: 'xbab'},
    {name: 'formats', given: "'%s is %d of %.1f'.format(['a', 3, 1.5])", expected: 'a is 3 of 1.5'},
    {name: 'sums lists', given: '[1, 2, 3].sum()', expected: 6n},
    {name: 'knows sorted lists', given: '[3, 1].isSorted()', expected: false},
    {name: 'treats lists as sets', given: 'sets.equivalent([1, 2], [2, 1, 1])', expected: true},
    {name: 'finds by patterns', given: "'a1b22'.findAll('[0-9]+')", expected: ['1', '22']},
    {name: 'compares quantities', given: "quantity('1Gi').isGreaterThan(quantity('1G'))", expected: true},
    {name: 'adds to quantities', given: "quantity('50k').add(20).asInteger()", expected: 50_020n},
    {name: 'knows networks', given: "cidr('10.0.0.0/8').containsIP('10.1.2.3')", expected: true},
    {name: 'masks networks', given: "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')", expected: true},
    {name: 'takes URLs apart', given: "url('https://a.b:8443/c?d=e').getHost()", expected: 'a.b:8443'},
    {name: 'validates named formats', given: "format.dns1123Label().validate('A').hasValue()", expected: true},
    {name: 'has optional values', given: 'self.?nope.orValue(1)', expected: 1n},
    {name: 'tells ints from doubles', given: 'type(self.count) == int && type(self.ratio) == double', expected: true},
    {name: 'asks what is there', given: 'has(self.count) && !has(self.nope)', expected: true},
  ]
  for (const {name, given, expected} of cases)
    it(name, () => {
      const compiled = compile(given, {variables: {self: celTypes.dynType}})
      assert.ok('program' in compiled, JSON.stringify(compiled))

      assert.deepEqual(compiled.program.run({self: celValue({count: 2, ratio: 0.5})}), expected)
    })

  const schema = {
    type: 'object',
    properties: {count: {type: 'integer'}, 'a-b': {type: 'string'}, list: {type: 'array', items: {type: 'string'}}},
  }
  const problems: {name: string; given: string; expected: string}[] = [
    {
      name: 'fields that are not there',
      given: 'self.nope == 1',
      expected: "ERROR: <input>:1:5: undefined field 'nope'\n | self.nope == 1\n | ....^",
    },
    {
      name: 'operators without an overload',
      given: "self.count < 'x'",
      expected:
        "ERROR: <input>:1:12: found no matching overload for '_<_' applied to '(int, string)'\n | self.count < 'x'\n | ...........^",
    },
    {
      name: 'variables that are not there',
      given: 'other',
      expected: "ERROR: <input>:1:1: undeclared reference to 'other' (in container '')\n | other\n | ^",
    },
  ]
  for (const {name, given, expected} of problems)
    it(`complains of ${name} as cel-go does`, () => {
      const compiled = compile(given, {variables: {self: declare(schema, {resource: true})!.type}})

      assert.deepEqual(compiled, {problem: expected})
    })
})
