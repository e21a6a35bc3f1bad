import {strict as assert} from 'node:assert'
import {parseYaml, parseYamlStrictly, splitYamlDocuments, stringifyYaml} from '../../../src/api/yaml/index.ts'

describe('stringifyYaml', () => {
  const cases: {name: string; given: unknown; expected: string}[] = [
    {
      name: 'sorts keys naturally and does not indent lists',
      given: {b: [1, {c: 2, a: null}], a10: {}, a9: []},
      expected: 'a9: []\na10: {}\nb:\n- 1\n- a: null\n  c: 2\n',
    },
    {
      name: 'quotes what would not stay a string',
      given: ['true', '3', 'n', '0x1', '', '~', '1e3', '2024-01-01', '1:30'],
      expected: '- "true"\n- "3"\n- "n"\n- "0x1"\n- ""\n- "~"\n- "1e3"\n- "2024-01-01"\n- "1:30"\n',
    },
    {
      name: 'quotes indicators singly',
      given: ['a: b', '#x', '- x', ' x', '*', "it's: x", 'a #b'],
      expected: "- 'a: b'\n- '#x'\n- '- x'\n- ' x'\n- '*'\n- 'it''s: x'\n- 'a #b'\n",
    },
    {
      name: 'quotes what cannot be shown doubly',
      given: ['a\tb', '😀', 'é'],
      expected: '- "a\\tb"\n- "\\U0001F600"\n- é\n',
    },
    {
      name: 'takes a next-line character for the line break that it is in YAML, and folds it',
      given: ['\u0085', 'x\u0085y', 'a\u0085\u0085b', 'x \u0085 #y'],
      expected: "- ' '\n- x y\n- |-\n  a\n  b\n- 'x #y'\n",
    },
    {
      name: 'indents what follows a line or paragraph separator',
      given: {a: 'b\u2028c\u2029'},
      expected: "a: 'b\u2028  c\u2029'\n",
    },
    {
      name: 'writes lines literally',
      given: {a: 'x\ny', b: 'x\n', c: 'x\n\n', d: ' x\n', e: 'x \ny'},
      expected: 'a: |-\n  x\n  y\nb: |\n  x\nc: |+\n  x\n\nd: |2\n   x\ne: "x \\ny"\n',
    },
    {
      name: 'folds past eighty columns',
      given: {message: `${'word '.repeat(20)}end`},
      expected: `message: ${'word '.repeat(15).trim()}\n  ${'word '.repeat(5)}end\n`,
    },
    {
      name: 'writes numbers as Go does',
      given: [1.5, 1e21, 1e-7, -3, 1234567.5],
      expected: '- 1.5\n- 1e+21\n- 1e-07\n- -3\n- 1.2345675e+06\n',
    },
    {name: 'writes long keys in the long form', given: {['k'.repeat(129)]: 1}, expected: `? ${'k'.repeat(129)}\n: 1\n`},
  ]
  for (const {name, given, expected} of cases)
    it(name, () => {
      assert.equal(stringifyYaml(given), expected)
    })
})

describe('parseYaml', () => {
  it('reads YAML 1.1 as Kubernetes does', () => {
    const text = 'a: 0777\nb: yes\nc: off\nd: 1_000\ne: 2024-01-01\nf: 1:30\ng: ~\nh: 0x1F\ni: 1.0\nj: "yes"\n1: one\n'

    assert.deepEqual(parseYaml(text), {
      1: 'one',
      a: 511,
      b: true,
      c: false,
      d: 1000,
      e: '2024-01-01',
      f: '1:30',
      g: null,
      h: 31,
      i: 1,
      j: 'yes',
    })
  })

  it('takes the last of duplicate keys and tells of them when strict', () => {
    const text = 'metadata: {name: x}\ndata:\n  a: "1"\n  a: "2"\n'

    assert.deepEqual(parseYaml(text), {metadata: {name: 'x'}, data: {a: '2'}})
    assert.deepEqual(parseYamlStrictly(text).problems, ['line 4: key "a" already set in map'])
  })

  it('tells of every duplicate key, at the line of its value', () => {
    const text = 'a: 1\nb:\n  c: 1\n  c: 2\na: # again\n  "x": 1\n  "x": 2\na: 3\n'

    assert.deepEqual(parseYamlStrictly(text), {
      value: {a: 3, b: {c: 2}},
      problems: [
        'line 4: key "c" already set in map',
        'line 7: key "x" already set in map',
        'line 6: key "a" already set in map',
        'line 8: key "a" already set in map',
      ],
    })
  })

  it('refuses alias bombs', () => {
    const text = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghi'].map((key, index) => `${key}: &${key} [${`*${'abcdefghi'[index]},`.repeat(9)}x]`).join('\n')}\n`

    assert.throws(() => parseYaml(text), {message: 'yaml: document contains excessive aliasing'})
  })

  it('splits streams at document separators only', () => {
    assert.deepEqual(splitYamlDocuments('---\na: 1\n--- # next\nb: |\n  ---x\n---\n\n'), ['a: 1\n', 'b: |\n  ---x\n'])
  })
})
