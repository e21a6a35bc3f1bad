import {strict as assert} from 'node:assert'
import {parseYaml} from '../../../src/api/yaml/index.ts'

describe('YAML errors', () => {
  const errors: Record<string, string> = {
    'a: b: c': 'yaml: mapping values are not allowed in this context',
    'a: 1\n  b: 2': 'yaml: line 2: mapping values are not allowed in this context',
    'a:\n    b: 1\n  c: 2': 'yaml: line 2: did not find expected key',
    'a:\n\t- b': 'yaml: line 2: found character that cannot start any token',
    'a: [b': "yaml: line 1: did not find expected ',' or ']'",
    'a: {b': "yaml: line 1: did not find expected ',' or '}'",
    '- a\nb: c': "yaml: line 1: did not find expected '-' indicator",
    'a: "x': 'yaml: found unexpected end of stream',
    'a: *x': "yaml: unknown anchor 'x' referenced",
    'a: "\\q"': 'yaml: found unknown escape character',
    'a: - b': 'yaml: block sequence entries are not allowed in this context',
    'a: @b': 'yaml: found character that cannot start any token',
    'a: b\nfoo': "yaml: line 3: could not find expected ':'",
    '%x': 'yaml: found unknown directive name',
    'a: "b" c': 'yaml: did not find expected key',
  }
  for (const [given, expected] of Object.entries(errors))
    it(`explain ${JSON.stringify(given)} as go-yaml does`, () => {
      assert.throws(() => parseYaml(given), {message: expected})
    })

  it('refuse what nests deeper than a stack', () => {
    assert.throws(() => parseYaml(`a: ${'['.repeat(20_000)}`), {message: 'yaml: exceeded max depth of 10000'})
  })
})
