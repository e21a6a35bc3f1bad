import assert from 'node:assert/strict'
import {serveContent} from '../../../../src/cluster/apiserver/openapi/serve-content.ts'

const modified = Date.UTC(2026, 0, 2, 3, 4, 5)
const content = {headers: {'content-type': 'text/plain', etag: '"a"'}, bytes: Buffer.from('0123456789'), modified}

const cases: {name: string; headers: Record<string, string>; status: number; text: string}[] = [
  {name: 'whole', headers: {}, status: 200, text: '0123456789'},
  {name: 'the first bytes', headers: {range: 'bytes=0-2'}, status: 206, text: '012'},
  {name: 'the last bytes', headers: {range: 'bytes=-2'}, status: 206, text: '89'},
  {name: 'from a byte on', headers: {range: 'bytes=8-'}, status: 206, text: '89'},
  {name: 'not beyond its end', headers: {range: 'bytes=10-'}, status: 416, text: 'invalid range: failed to overlap\n'},
  {name: 'not by lines', headers: {range: 'lines=1-2'}, status: 416, text: 'invalid range\n'},
  {name: 'not to who has it', headers: {'if-none-match': '"b", W/"a"'}, status: 304, text: ''},
  {name: 'to who has another one', headers: {'if-none-match': '"b"'}, status: 200, text: '0123456789'},
  {
    name: 'not unless it changed since',
    headers: {'if-modified-since': new Date(modified).toUTCString()},
    status: 304,
    text: '',
  },
  {name: 'not where another one is meant', headers: {'if-match': '"b"'}, status: 412, text: ''},
]

describe('a document', () => {
  for (const {name, headers, status, text} of cases)
    it(`is served ${name}`, () => {
      const response = serveContent({method: 'GET', url: '/openapi/v3', headers}, content)

      const {body} = response
      const told = body.type === 'bytes' ? Buffer.from(body.bytes).toString() : body.type === 'text' ? body.text : ''
      assert.deepEqual([response.status, told], [status, text])
    })

  it('has a date and says that it can be had in parts', () => {
    const {headers} = serveContent({method: 'GET', url: '/openapi/v3'}, content)

    assert.equal(headers['last-modified'], 'Fri, 02 Jan 2026 03:04:05 GMT')
    assert.equal(headers['accept-ranges'], 'bytes')
  })
})
