import assert from 'node:assert/strict'
import {parseGoUrl} from '../../../src/api/go/parse-url.ts'
import {requestPath} from '../../../src/cluster/apiserver/request-path.ts'

describe('the path of a request to a webhook', () => {
  const cases = [
    {name: 'is the root where the URL has none', url: 'https://hook', expected: '/'},
    {name: 'has single slashes, and none at its end', url: 'https://hook//a//b/', expected: '/a/b'},
    {name: 'has its escapes resolved before its dots', url: 'https://hook/a%2Fb/../c%20d', expected: '/a/c%20d'},
    {name: 'escapes what would begin a query', url: 'https://hook/a%3Fb%23', expected: '/a%3Fb%23'},
  ]
  for (const {name, url, expected} of cases)
    it(name, () => {
      const parsed = parseGoUrl(url)

      assert.ok(typeof parsed === 'object')
      assert.equal(requestPath(parsed.path), expected)
    })
})
