import assert from 'node:assert/strict'
import {rewriteLinks} from '../../../src/cluster/apiserver/subresources/rewrite-links.ts'

const prefix = '/api/v1/namespaces/d/services/web/proxy'

const pages: {name: string; given: string; expected: string}[] = [
  {name: 'a link on the server', given: '<a href="/next">', expected: `<a href="${prefix}/next">`},
  {
    name: 'whatever else the element says',
    given: "<a class='x' href='/'>",
    expected: `<a class='x' href='${prefix}/'>`,
  },
  {
    name: 'pictures and scripts',
    given: '<img src="/a.png"><script src="/b.js">',
    expected: `<img src="${prefix}/a.png"><script src="${prefix}/b.js">`,
  },
  {name: 'not what is relative', given: '<a href="next">', expected: '<a href="next">'},
  {
    name: 'not what is elsewhere',
    given: '<a href="//example.com/a"><a href="https://example.com/">',
    expected: '<a href="//example.com/a"><a href="https://example.com/">',
  },
  {
    name: 'not what leads through the proxy already',
    given: `<a href="${prefix}/x">`,
    expected: `<a href="${prefix}/x">`,
  },
  {name: 'not what is no link', given: '<p title="/x">/y</p>', expected: '<p title="/x">/y</p>'},
]

describe('what a proxied server says of its own places leads back through the proxy', () => {
  for (const {name, given, expected} of pages)
    it(name, () => {
      const bytes = Buffer.from(given)
      const headers = {'content-type': 'text/html; charset=utf-8', 'content-length': String(bytes.length)}

      const {headers: answered, body} = rewriteLinks({status: 200, headers, body: {type: 'bytes', bytes}}, prefix)

      assert.equal(body.type === 'bytes' && Buffer.from(body.bytes).toString(), expected)
      assert.equal(answered['content-length'], String(Buffer.byteLength(expected)))
    })

  it('redirects too, other types as they are', () => {
    const bytes = Buffer.from('<a href="/x">')
    const moved = rewriteLinks({status: 302, headers: {location: '/a'}, body: {type: 'bytes', bytes}}, prefix)

    assert.deepEqual(moved, {status: 302, headers: {location: `${prefix}/a`}, body: {type: 'bytes', bytes}})
  })
})
