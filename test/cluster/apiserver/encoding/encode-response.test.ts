import assert from 'node:assert/strict'
import {encodeResponse} from '../../../../src/cluster/apiserver/encoding/encode-response.ts'

const path = '/api/v1/namespaces'

/** As a real server indents, with kubectl's and curl's user agents. */
const cases: {name: string; url?: string; accept?: string; agent?: string; status?: number; indented: boolean}[] = [
  {name: 'nobody in particular', indented: false},
  {name: 'curl', agent: 'curl/8.5', indented: true},
  {name: 'curl that says no', agent: 'curl/8.5', url: '?pretty=false', indented: false},
  {name: 'curl that says nothing of it', agent: 'curl/8.5', url: '?pretty', indented: true},
  {name: 'who asks for it', url: '?limit=5&pretty=true', indented: true},
  {name: 'who asks in a word that is none', url: '?pretty=yes', indented: false},
  {name: 'a media type with pretty=1', accept: 'application/json;pretty=1', indented: true},
  {name: 'a failure in a media type with pretty=1', accept: 'application/json;pretty=1', status: 404, indented: true},
  {name: 'a media type with pretty=0', accept: 'application/json;pretty=0', indented: false},
  {name: 'a failure in a form that is taken', accept: 'application/json', status: 404, indented: false},
  {name: 'a failure of who takes no form', accept: 'text/html', status: 406, indented: true},
  {
    name: 'a failure of who wants nothing but tables',
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    status: 404,
    indented: true,
  },
]

describe('an answer over a network', () => {
  for (const {name, url = '', accept = '', agent = '', status = 200, indented} of cases)
    it(`is ${indented ? '' : 'not '}indented for ${name}`, () => {
      const request = {method: 'GET' as const, url: path + url, headers: {accept, 'user-agent': agent}}
      const object = {kind: 'Thing', metadata: {}}

      const {body} = encodeResponse(request, {status, headers: {}, body: {type: 'object', object}})

      const text = indented ? '{\n  "kind": "Thing",\n  "metadata": {}\n}' : '{"kind":"Thing","metadata":{}}\n'
      assert.deepEqual(body, {type: 'text', text})
    })

  for (const [status, indented] of [
    [200, true],
    [405, false],
  ] as const)
    it(`is ${indented ? '' : 'not '}indented at /version with ${status}`, () => {
      const {body} = encodeResponse(
        {method: 'GET', url: '/version'},
        {status, headers: {}, body: {type: 'object', object: {kind: 'Thing'}}},
      )

      assert.equal(body.type === 'text' && body.text.includes('\n '), indented)
    })
})
