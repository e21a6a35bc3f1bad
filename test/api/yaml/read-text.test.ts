import {strict as assert} from 'node:assert'
import {parseYaml} from '../../../src/api/yaml/index.ts'

const bytes = (latin1: string): Buffer => Buffer.from(latin1, 'latin1')

describe("YAML's bytes", () => {
  const read: Record<string, unknown> = {
    'a: b': {a: 'b'},
    '\xef\xbb\xbfa: b': {a: 'b'},
    'a: \xc3\xa9': {a: 'é'},
    'a: "\xef\xbf\xbd"': {a: '\ufffd'},
    'a: "\x85"': 'yaml: invalid leading UTF-8 octet',
    '\xff\xfea\0:\0 \0b\0': {a: 'b'},
    '\xfe\xff\0a\0:\0 \0b': {a: 'b'},
    'a: \xff': 'yaml: invalid leading UTF-8 octet',
    'a: \xe2x\x80': 'yaml: invalid trailing UTF-8 octet',
    'a: \xe2': 'yaml: incomplete UTF-8 octet sequence',
    'a: \xc0\x80': 'yaml: invalid length of a UTF-8 sequence',
    'a: \xed\xa0\x80': 'yaml: invalid Unicode character',
    'a: \xf5\x88\x80\x80': 'yaml: invalid Unicode character',
    '\xff\xfea\0:': 'yaml: incomplete UTF-16 character',
    '\xff\xfea\0\x00\xd8': 'yaml: incomplete UTF-16 surrogate pair',
    '\xff\xfe\x00\xd8a\0': 'yaml: expected low surrogate area',
    '\xff\xfe\x00\xdca\0': 'yaml: unexpected low surrogate area',
    'a: b\nc: \x01': 'yaml: control characters are not allowed',
    'a\0: b': 'yaml: control characters are not allowed',
    'a: \x7f': 'yaml: control characters are not allowed',
  }
  for (const [given, expected] of Object.entries(read))
    it(`${JSON.stringify(given)} are read as go-yaml reads them`, () => {
      if (typeof expected === 'string') assert.throws(() => parseYaml(bytes(given)), {message: expected})
      else assert.deepEqual(parseYaml(bytes(given)), expected)
    })
})
