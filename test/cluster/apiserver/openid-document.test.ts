import assert from 'node:assert/strict'
import {StatusError} from '../../../src/api/status-error.ts'
import {openidDocument} from '../../../src/cluster/apiserver/openid-document.ts'

const type = 'application/jwk-set+json'

describe("a document of the tokens' issuer", () => {
  const cases: {accept: string; expected: number}[] = [
    {accept: '', expected: 200},
    {accept: '*/*', expected: 200},
    {accept: `text/html, ${type}`, expected: 200},
    {accept: 'application/json', expected: 406},
    {accept: 'text/html', expected: 406},
  ]
  for (const {accept, expected} of cases)
    it(`answers ${expected} to whoever accepts ${accept || 'nothing in particular'}`, () => {
      const request = {method: 'GET' as const, url: '/openid/v1/jwks', headers: {accept}}

      try {
        const {status, headers, body} = openidDocument(request, {keys: []}, type)
        assert.equal(status, expected)
        assert.deepEqual(body, {type: 'text', text: '{"keys":[]}'})
        assert.deepEqual(headers, {'content-type': type, 'cache-control': 'public, max-age=3600'})
      } catch (error) {
        assert.ok(error instanceof StatusError, String(error))
        assert.equal(error.code, expected)
        assert.equal(error.message, `406: Not Acceptable\n\nAvailable representations: ${type}`)
      }
    })
})
