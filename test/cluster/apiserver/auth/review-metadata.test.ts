import assert from 'node:assert/strict'
import {reviewKinds} from '../../../../src/cluster/apiserver/auth/reviews/kinds.ts'
import type {ReviewContext} from '../../../../src/cluster/apiserver/auth/reviews/review.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const access = '/apis/authorization.k8s.io/v1'
const attributes = {verb: 'get', resource: 'pods', namespace: 'default'}
const reviews = {
  [`${access}/subjectaccessreviews`]: {user: 'ann', resourceAttributes: attributes},
  [`${access}/selfsubjectaccessreviews`]: {resourceAttributes: attributes},
  [`${access}/namespaces/default/localsubjectaccessreviews`]: {user: 'ann', resourceAttributes: attributes},
  '/apis/authentication.k8s.io/v1/tokenreviews': {token: 'abc'},
}
const system = {
  uid: 'x',
  creationTimestamp: '2020-01-01T00:00:00Z',
  deletionTimestamp: '2020-01-01T00:00:00Z',
  deletionGracePeriodSeconds: 3,
  selfLink: '/x',
}

describe('the metadata of reviews', () => {
  let api: TestApiServer
  before(async () => {
    const tokens = {authenticateToken: () => Promise.resolve(undefined)} as ReviewContext['tokens']
    api = await startTestApiServer({
      kinds: reviewKinds({tokens, audiences: [], rules: undefined as never}),
    } as Parameters<typeof startTestApiServer>[0])
  })
  after(() => api.close())

  const post = async (path: string, spec: object, metadata: object) => {
    const {status, body} = await api.send('POST', path, {metadata, spec})
    const {object} = body as never as {object: {metadata: Record<string, unknown>; message?: string}}
    return {status, metadata: Object.keys(object.metadata), message: object.message}
  }

  for (const [path, spec] of Object.entries(reviews))
    it(`of ${path} loses what only the system may say`, async () => {
      const {status, metadata} = await post(path, spec, system)

      assert.equal(status, 201)
      assert.deepEqual(
        metadata.filter(field => field in system),
        [],
      )
    })

  it('is quoted in the order of its type', async () => {
    const path = `${access}/namespaces/default/localsubjectaccessreviews`
    const {status, message} = await post(path, reviews[path]!, {generation: 3, name: 'a'})

    assert.equal(status, 422)
    assert.match(message ?? '', /metadata: Invalid value: \{"name":"a","namespace":"default","generation":3,/)
  })
})
