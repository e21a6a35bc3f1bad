import assert from 'node:assert/strict'
import {compileRegexp} from '../../../src/api/regexp/index.ts'

describe('regular expressions as Go has them', () => {
  const matches: {name: string; pattern: string; text: string; expected: string[]}[] = [
    {name: 'flags anywhere', pattern: '^(?i)(abort|warn)?$', text: 'WARN', expected: ['WARN']},
    {name: 'named classes', pattern: '[[:alpha:]-]+', text: 'x-y1', expected: ['x-y']},
    {name: 'a dash in the middle of a class', pattern: '^[0-9a-z-.]+$', text: 'a-1.b', expected: ['a-1.b']},
    {name: 'lazy repetition', pattern: '\\d{2,4}?', text: '12345', expected: ['12', '34']},
    {name: 'empty matches between others', pattern: 'a*', text: 'baac', expected: ['', 'aa', '']},
    {name: 'the first choice, not the longest', pattern: 'a|ab', text: 'ab', expected: ['a']},
    {name: 'the ends of texts', pattern: '\\Aa\\z', text: 'a', expected: ['a']},
    {name: 'lines with a flag', pattern: '(?m)^b$', text: 'a\nb\nc', expected: ['b']},
    {name: 'quoted text', pattern: '\\Qa.b\\E', text: 'axb a.b', expected: ['a.b']},
    {name: 'Unicode categories', pattern: '\\p{Lu}+', text: 'aÄÖb', expected: ['ÄÖ']},
    {name: 'repetitions in repetitions', pattern: '(?:ab?)+c', text: 'xabaac', expected: ['abaac']},
    {name: 'nothing by an empty class', pattern: '[^\\x00-\\x{10FFFF}]', text: 'a', expected: []},
  ]
  for (const {name, pattern, text, expected} of matches)
    it(`find ${name}`, () => {
      assert.deepEqual(compileRegexp(pattern).all(text), expected)
    })

  const problems: Record<string, string> = {
    '(': 'missing closing ): `(`',
    ')': 'unexpected ): `)`',
    'a**': 'invalid nested repetition operator: `**`',
    '[a': 'missing closing ]: `[a`',
    '*': 'missing argument to repetition operator: `*`',
    '(?<n': 'invalid named capture: `(?<n`',
    'a{1001}': 'invalid repeat count: `{1001}`',
    '\\': 'trailing backslash at end of expression: ``',
    '[b-a]': 'invalid character class range: `b-a`',
    '(?=x)': 'invalid or unsupported Perl syntax: `(?=`',
    '\\8': 'invalid escape sequence: `\\8`',
    'x{2,1}': 'invalid repeat count: `{2,1}`',
    '[[:foo:]]': 'invalid character class range: `[:foo:]`',
    '((a{100}){100}){100}': 'invalid repeat count: `{100}`',
  }
  for (const [pattern, problem] of Object.entries(problems))
    it(`complain of ${pattern}`, () => {
      assert.throws(() => compileRegexp(pattern), {message: `error parsing regexp: ${problem}`})
    })

  it('take time in proportion to the text, whatever the expression', () => {
    const text = `${'a'.repeat(20_000)}b`

    const found = ['(a+)+$', '^(a|aa)+$', '(a*)*$', '^(a?){50}a{50}$'].map(pattern => compileRegexp(pattern).test(text))

    assert.deepEqual(found, [false, false, true, false])
  })
})
