import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const table = {accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'}

/** What Kubernetes 1.34.3 finds first where several things are wrong. */
const cases: {query: string; headers?: Record<string, string>; expected: string}[] = [
  {query: 'labelSelector=(&resourceVersionMatch=x', expected: "found '(', expected: !, identifier, or 'end of string'"},
  {
    query: 'watch=1&fieldSelector=metadata.name&sendInitialEvents=true',
    expected: "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
  },
  {
    query: 'fieldSelector=nosuch%3Dx&sendInitialEvents=true',
    expected:
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
  },
  {
    query: 'watch=1&timeoutSeconds=1&includeObject=x',
    headers: table,
    expected: `Unable to convert to Table as requested: includeObject: Invalid value: "x": must be 'Metadata', 'Object', 'None', or empty`,
  },
]

describe('options of lists and watches', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
  })
  after(() => api.close())

  for (const {query, headers, expected} of cases)
    it(`are refused for what is wrong first: ${query}`, async () => {
      const {body} = await answered(api, 'GET', `/api/v1/namespaces/default/configmaps?${query}`, undefined, headers)

      assert.equal(body['message'], expected)
    })

  for (const [plural, expected] of [
    ['configmaps', 1],
    ['events', undefined],
  ] as const)
    for (const path of [plural, `${plural}/none`])
      it(`from a version that is yet to come are to be tried again when a cache says, if one reads it: ${path}`, async () => {
        const url = `/api/v1/namespaces/default/${path}?resourceVersion=999999`
        const {status, body, headers} = await api.send('GET', url)

        const {details} = (body as unknown as {object: {details: {retryAfterSeconds?: number}}}).object
        assert.equal(status, 504)
        assert.equal(details.retryAfterSeconds, expected)
        assert.equal(headers['retry-after'], expected && String(expected))
      })
})
