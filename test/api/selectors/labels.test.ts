import {strict as assert} from 'node:assert'
import {labelSelectorMatcher, parseFieldSelector, parseLabelSelector} from '../../../src/api/selectors/index.ts'

const names =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

describe('label selectors', () => {
  const texts: {name: string; given: string; expected: string}[] = [
    {name: 'an equality', given: 'a=b', expected: 'a=b'},
    {name: 'a double equality', given: 'a == b', expected: 'a==b'},
    {name: 'sets, sorted', given: 'z in (c, b),a notin(x)', expected: 'a notin (x),z in (b,c)'},
    {name: 'existence', given: '!b,a', expected: 'a,!b'},
    {name: 'comparisons', given: 'a>1,b<2', expected: 'a>1,b<2'},
    {name: 'an empty value', given: 'a=,b', expected: 'a=,b'},
    {name: 'words that are operators elsewhere', given: 'in=notin', expected: 'in=notin'},
  ]
  for (const {name, given, expected} of texts)
    it(`prints ${name} as Go does`, () => {
      assert.equal(parseLabelSelector(given).toString(), expected)
    })

  const errors: {name: string; given: string; expected: string}[] = [
    {
      name: 'a set without parenthesis',
      given: 'a in b',
      expected: "unable to parse requirement: found 'b' expected: '('",
    },
    {
      name: 'a missing operator',
      given: 'a b',
      expected: "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    },
    {name: 'an odd key', given: 'a$=b', expected: `unable to parse requirement: <nil>: Invalid value: "a$": ${names}`},
    {name: 'a dangling comma', given: 'a=b,', expected: "found '', expected: identifier after ','"},
    {name: 'two values', given: 'a=b c', expected: "found 'c', expected: ',' or 'end of string'"},
    {name: 'an operator first', given: '=a', expected: "found '=', expected: !, identifier, or 'end of string'"},
    {
      name: 'a comparison with a word',
      given: 'a>x',
      expected: `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    },
  ]
  for (const {name, given, expected} of errors)
    it(`explains ${name}`, () => {
      assert.throws(() => parseLabelSelector(given), {message: expected})
    })

  it('matches labels', () => {
    const matches = (selector: string, labels?: Record<string, string>) => parseLabelSelector(selector).matches(labels)

    assert.equal(matches('a in (x,y),b!=z,!c', {a: 'x'}), true)
    assert.equal(matches('a in (x,y)', {a: 'z'}), false)
    assert.equal(matches('a notin (x)', {}), true)
    assert.equal(matches('a', undefined), false)
    assert.equal(matches('a>3', {a: '10'}), true)
    assert.equal(matches('constructor', {}), false)
  })

  it('matches nothing without a selector and everything with an empty one', () => {
    assert.equal(labelSelectorMatcher(undefined).matches({}), false)
    assert.equal(labelSelectorMatcher({}).matches({}), true)
    assert.equal(labelSelectorMatcher({matchExpressions: [{key: 'a', operator: 'Exists'}]}).matches({a: ''}), true)
  })
})

describe('field selectors', () => {
  it('match fields, sorted and unescaped', () => {
    const selector = parseFieldSelector('status.phase!=Running,metadata.name==a\\,b')

    assert.equal(selector.toString(), 'metadata.name=a\\,b,status.phase!=Running')
    assert.equal(
      selector.matches(field => (field === 'metadata.name' ? 'a,b' : 'Pending')),
      true,
    )
    assert.equal(
      selector.matches(() => 'Running'),
      false,
    )
  })

  it('explain what they do not understand', () => {
    assert.throws(() => parseFieldSelector('a'), {message: "invalid selector: 'a'; can't understand 'a'"})
    assert.throws(() => parseFieldSelector('a=b\\c'), {message: 'invalid field selector: invalid escape sequence: \\c'})
    assert.throws(() => parseFieldSelector('a=b=c'), {
      message: 'invalid field selector: unescaped character in value: 61',
    })
  })
})
