import assert from 'node:assert/strict'
import type {ApiRequest, ApiResponse, Transport} from '../../src/client/transport.ts'
import {verbose} from '../../src/client/verbose-transport.ts'

const server = 'https://127.0.0.1:6443'
const answer: ApiResponse = {
  status: 404,
  headers: {'content-type': 'application/json', date: 'today'},
  body: {type: 'object', object: {kind: 'Status', message: 'x'.repeat(2000)}},
}
const get: ApiRequest = {method: 'GET', url: '/api/v1/pods?watch=true&limit=5', headers: {accept: 'application/json'}}
const response = `"Response" verb="GET" url="${server}/api/v1/pods?limit=5&watch=true" status="404 Not Found"`
const request = `"Request" verb="GET" url="${server}/api/v1/pods?limit=5&watch=true"`
const sent = '<\n\tAccept: application/json\n\tAuthorization: Bearer <masked>\n >'
const received = '<\n\tContent-Type: application/json\n\tDate: today\n >'
const body = `"Response Body" body="{\\"kind\\":\\"Status\\",\\"message\\":\\"${'x'.repeat(996)} [truncated 1007 chars]"`

const levels = [
  {name: 'tells of requests that have been answered', verbosity: 6, expected: [`${response} milliseconds=7`]},
  {
    name: 'tells of headers that are sent, and hides credentials',
    verbosity: 7,
    expected: [`${request} headers=${sent}`, '"Response" status="404 Not Found" milliseconds=7'],
  },
  {
    name: 'tells of headers that come, and of bodies as far as they are short',
    verbosity: 8,
    expected: [
      '"Request Body" body=""',
      `${request} headers=${sent}`,
      `"Response" status="404 Not Found" headers=${received} milliseconds=7`,
      body,
    ],
  },
]

describe('a transport that tells of its requests', () => {
  for (const {name, verbosity, expected} of levels)
    it(`${name}, at level ${verbosity}`, async () => {
      const lines = await linesOf(get, {verbosity})

      assert.deepEqual(lines, expected)
    })

  it('writes a curl command from level 9 on', async () => {
    const [, line] = await linesOf({method: 'DELETE', url: '/apis/g/v1/things/system%3Aa', body: {}}, {verbosity: 9})

    const header = '-H "Authorization: Bearer <masked>"'
    assert.equal(
      line,
      `"Request" curlCommand=<\n\tcurl -v -XDELETE  ${header} '${server}/apis/g/v1/things/system:a'\n >`,
    )
  })

  it('tells of requests that nobody answers, and fails as they do', async () => {
    const lines: string[] = []
    const refusing: Transport = {request: () => Promise.reject(new Error('refused')), close: async () => {}}
    const transport = verbose(refusing, {
      server,
      log: {verbosity: 6, info: (_, text) => lines.push(text)},
      now: () => 0,
    })

    await assert.rejects(transport.request({method: 'GET', url: '/api'}), /refused/)

    assert.deepEqual(lines, [`"Response" verb="GET" url="${server}/api" status="" milliseconds=0`])
  })
})

async function linesOf(request: ApiRequest, {verbosity}: {verbosity: number}): Promise<string[]> {
  const lines: string[] = []
  let now = 0
  const transport = verbose(
    {request: async () => answer, close: async () => {}},
    {
      server,
      headers: {authorization: 'Bearer secret'},
      log: {verbosity, info: (_, text) => lines.push(text)},
      now: () => (now += 7),
    },
  )
  await transport.request(request)
  return lines
}
