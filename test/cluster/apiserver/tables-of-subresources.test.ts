import assert from 'node:assert/strict'
import {startTestApiServer, type TestApiServer} from '../../support/api-server.ts'
import {answered} from '../../support/custom-server.ts'

const table = {accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'}
const pod = '/api/v1/namespaces/default/pods/p'

const cases: {path: string; method?: 'PUT'; body?: object; expected: number}[] = [
  {path: pod, expected: 200},
  {path: `${pod}/status`, expected: 200},
  {path: `${pod}/ephemeralcontainers`, expected: 406},
  {path: `${pod}/resize`, expected: 406},
  {path: '/api/v1/namespaces/default/status', expected: 200},
  {
    path: '/api/v1/namespaces/default/finalize',
    method: 'PUT',
    body: {metadata: {name: 'default'}},
    expected: 406,
  },
  {path: '/apis/apiregistration.k8s.io/v1/apiservices/v1.apps/status', expected: 406},
  {path: '/apis/resource.k8s.io/v1/namespaces/default/resourceclaims/c', expected: 200},
  {path: '/apis/resource.k8s.io/v1/namespaces/default/resourceclaims/c/status', expected: 406},
]

/** Of those that kube-apiserver 1.34.3 has columns for. */
describe('tables of subresources', () => {
  let api: TestApiServer
  before(async () => {
    api = await startTestApiServer()
    const spec = {containers: [{name: 'c', image: 'x'}]}
    await api.send('POST', '/api/v1/namespaces/default/pods', {metadata: {name: 'p'}, spec})
    await api.send('POST', '/apis/resource.k8s.io/v1/namespaces/default/resourceclaims', {metadata: {name: 'c'}})
  })
  after(() => api.close())

  for (const {path, method = 'GET', body, expected} of cases)
    it(`are ${expected === 200 ? '' : 'not '}there for ${path}`, async () => {
      const {status, body: answer} = await answered(api, method, path, body, table)

      assert.equal(status, expected)
      assert.equal(answer['kind'], expected === 200 ? 'Table' : 'Status')
    })

  it('have the columns of scales however a scale is asked for', async () => {
    const template = {metadata: {labels: {a: 'b'}}, spec: {containers: [{name: 'c', image: 'x'}]}}
    const spec = {selector: {matchLabels: {a: 'b'}}, template}
    await api.send('POST', '/apis/apps/v1/namespaces/default/deployments', {metadata: {name: 'd'}, spec})
    const path = '/apis/apps/v1/namespaces/default/deployments/d/scale'

    const read = await answered(api, 'GET', path, undefined, table)
    const written = await answered(api, 'PUT', path, {metadata: {name: 'd'}, spec: {replicas: 2}}, table)

    const columnsOf = ({columnDefinitions}: Record<string, unknown>) =>
      (columnDefinitions as {name: string}[]).map(({name}) => name)
    assert.deepEqual(columnsOf(read.body), ['Name', 'Desired', 'Available', 'Age'])
    assert.deepEqual(columnsOf(written.body), columnsOf(read.body))
  })
})
