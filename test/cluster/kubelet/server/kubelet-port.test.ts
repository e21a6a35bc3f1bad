import assert from 'node:assert/strict'
import {kubeletPort} from '../../../../src/cluster/kubelet/server/kubelet-port.ts'

const user = {username: 'system:serviceaccount:default:a', uid: 'u', groups: ['system:authenticated']}

/** A kubelet whose API server knows one token, whose user has the rights to these parts of nodes; and the reviews that it was asked for. */
function kubelet(...rights: string[]) {
  const asked: unknown[] = []
  const client = {
    async create({resource}: {resource: string}, object: {spec: Record<string, unknown>}) {
      if (resource === 'tokenreviews') return {status: {authenticated: object.spec['token'] === 'known', user}}
      const {resourceAttributes, ...who} = object.spec as {resourceAttributes: {subresource: string}}
      asked.push(resourceAttributes)
      assert.deepEqual(who, {user: user.username, uid: 'u', groups: user.groups, extra: undefined})
      return {status: {allowed: rights.includes(resourceAttributes.subresource)}}
    },
  }
  const ask = kubeletPort({
    node: 'n',
    client: client as never,
    answer: async path => ({status: 200, headers: {}, body: {type: 'object', object: {path}}}),
  })
  return {
    asked,
    async get(path: string, token = 'known', method = 'GET') {
      const {status, body} = await ask({method, path, headers: token ? {authorization: `Bearer ${token}`} : {}})
      return `${status} ${body}`
    },
  }
}

describe("a kubelet's port", () => {
  const cases: {name: string; rights?: string[]; path: string; token?: string; method?: string; expected: string}[] = [
    {name: 'answers nobody without a token', path: '/healthz', token: '', expected: '401 Unauthorized\n'},
    {name: 'answers nobody with an unknown token', path: '/healthz', token: 'x', expected: '401 Unauthorized\n'},
    {name: 'answers who may see just that', rights: ['healthz'], path: '/healthz', expected: '200 {"path":"/healthz"}'},
    {name: 'answers who may see all of nodes', rights: ['proxy'], path: '/pods', expected: '200 {"path":"/pods"}'},
    {
      name: 'has a finer right for metrics only',
      rights: ['proxy'],
      path: '/metrics/cadvisor',
      expected: `403 Forbidden (user=${user.username}, verb=get, resource=nodes, subresource(s)=[metrics])\n`,
    },
    {
      name: 'says which rights would do',
      rights: ['configz'],
      path: '/healthz?verbose',
      expected: `403 Forbidden (user=${user.username}, verb=get, resource=nodes, subresource(s)=[healthz proxy])\n`,
    },
    {
      name: 'asks for the verb of the method',
      path: '/run/a/b/c',
      method: 'POST',
      expected: `403 Forbidden (user=${user.username}, verb=create, resource=nodes, subresource(s)=[proxy])\n`,
    },
  ]
  for (const {name, rights = [], path, token, method, expected} of cases)
    it(name, async () => assert.equal(await kubelet(...rights).get(path, token, method), expected))

  it('asks about its own node', async () => {
    const {get, asked} = kubelet()

    await get('/logs/')

    assert.deepEqual(asked, [{verb: 'get', resource: 'nodes', subresource: 'log', name: 'n', version: 'v1'}])
  })
})
