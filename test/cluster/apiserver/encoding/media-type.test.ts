import assert from 'node:assert/strict'
import {contentType} from '../../../../src/cluster/apiserver/encoding/media-type.ts'

/** As Go's mime.ParseMediaType reads them. */
const cases: {header: string; expected: string | undefined}[] = [
  {header: 'application/json', expected: 'application/json'},
  {header: 'Application/JSON; charset=utf-8', expected: 'application/json'},
  {header: 'application/json ; a = "b;\\"c"', expected: 'application/json'},
  {header: 'application/json;', expected: 'application/json'},
  {header: 'application/json;;', expected: undefined},
  {header: 'application/json; a', expected: undefined},
  {header: 'application/json; a=', expected: undefined},
  {header: 'application/json; a="b', expected: undefined},
  {header: 'application/json; a=b; A=b', expected: 'application/json'},
  {header: 'application/json; a=b; A=c', expected: undefined},
  {header: 'application/json, application/yaml', expected: undefined},
  {header: 'application/', expected: undefined},
  {header: 'json', expected: undefined},
]

describe('a Content-Type header', () => {
  for (const {header, expected} of cases)
    it(`${header} is ${expected ?? 'none that can be read'}`, () => {
      assert.equal(contentType(header), expected)
    })
})
