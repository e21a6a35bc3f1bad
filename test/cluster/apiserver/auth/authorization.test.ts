import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {chooseAuthorization} from '../../../../src/cluster/apiserver/auth/authorization/index.ts'
import {named, nodeRules} from '../../../../src/cluster/apiserver/auth/authorizers.ts'
import type {Attributes} from '../../../../src/cluster/apiserver/auth/interfaces.ts'
import {type Review, type ReviewServer, startReviewServer} from '../../../support/access/review-server.ts'

const nobody = {authorize: () => Promise.resolve({allowed: false, reason: 'no role'})}
const cluster = {node: named('Node', nobody, nodeRules), rbac: named('RBAC', nobody, nodeRules)}

const attributes = (verb: string, name = 'anna'): Attributes => ({
  user: {name, groups: ['g']},
  verb,
  resourceRequest: true,
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'default',
  name: '',
  path: '',
})

/** Waits take no time. */
function soon(_: number, callback: () => void): () => void {
  setImmediate(callback)
  return () => {}
}

describe('authorization', () => {
  let folder: string
  let webhook: ReviewServer
  let now: number
  const time = {now: () => now, wake: soon}
  let judge: (review: Review) => object | number

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-authorization-'))
    now = 1_000_000
    judge = () => ({allowed: true})
    webhook = await startReviewServer({'/': review => judge(review)})
  })
  afterEach(async () => {
    rmSync(folder, {recursive: true})
    await webhook.close()
  })

  let writes = 0
  const write = (authorizers: unknown[]): string => {
    const file = join(folder, 'authorization.yaml')
    const head = {apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthorizationConfiguration'}
    writeFileSync(file, JSON.stringify({...head, authorizers}))
    writes += 1
    utimesSync(file, writes, writes)
    return file
  }
  const asking = (more: object = {}) => ({
    type: 'Webhook',
    name: 'w',
    webhook: {
      timeout: '3s',
      subjectAccessReviewVersion: 'v1',
      failurePolicy: 'NoOpinion',
      connectionInfo: {type: 'KubeConfigFile', kubeConfigFile: webhook.kubeconfig(folder, 'w', '/')},
      ...more,
    },
  })

  for (const {name, authorizers, problem} of [
    {
      name: 'nobody at all',
      authorizers: () => [],
      problem: 'authorizers: Required value: at least one authorization mode must be defined',
    },
    {
      name: 'a type that there is none of',
      authorizers: () => [{type: 'Foo', name: 'foo'}],
      problem:
        'authorizers[0].type: Unsupported value: "Foo": supported values: "ABAC", "AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook"',
    },
    {
      name: 'another name than its own',
      authorizers: () => [{type: 'RBAC', name: 'x'}],
      problem: 'expected name rbac for authorizer RBAC instead of x',
    },
    {
      name: 'times that are too long or none',
      authorizers: () => [asking({timeout: '40s', unauthorizedTTL: '-5m'})],
      problem:
        '[authorizers[0].timeout: Invalid value: "40s": must be > 0s and <= 30s, authorizers[0].unauthorizedTTL: Invalid value: "-5m0s": must be > 0s]',
    },
    {
      name: 'a condition that says neither yes nor no',
      authorizers: () => [
        asking({matchConditionSubjectAccessReviewVersion: 'v1', matchConditions: [{expression: '1'}]}),
      ],
      problem: 'authorizers[0].matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int',
    },
    {
      name: 'fields that there are none of',
      authorizers: () => [{type: 'RBAC', name: 'rbac', foo: 1}],
      problem:
        'failed to load AuthorizationConfiguration from file: strict decoding error: unknown field "authorizers[0].foo"',
    },
  ])
    it(`is refused in Kubernetes' words with ${name}`, () => {
      const config = write(authorizers())

      assert.throws(() => chooseAuthorization({config}, {time}), {message: problem})
    })

  it('by a webhook is believed for a while', async () => {
    const chain = chooseAuthorization({config: write([asking({unauthorizedTTL: '10s'})])}, {time})(cluster)
    judge = ({spec}) => ({allowed: spec.resourceAttributes?.verb === 'get', reason: 'because'})

    for (const verb of ['get', 'get', 'list', 'list']) await chain.authorize(attributes(verb))
    now += 11_000
    const later = [await chain.authorize(attributes('get')), await chain.authorize(attributes('list'))]

    assert.deepEqual(
      later.map(({allowed, reason}) => ({allowed, reason})),
      [
        {allowed: true, reason: 'because'},
        {allowed: false, reason: 'because'},
      ],
    )
    const asked = webhook.received.map(({review}) => review.spec.resourceAttributes?.verb)
    assert.deepEqual(asked, ['get', 'list', 'list'])
  })

  it('asks a webhook that is out of order again, and then goes by the failure policy', async () => {
    judge = () => 500
    const [open, closed] = ['NoOpinion', 'Deny'].map(failurePolicy =>
      chooseAuthorization(
        {config: write([asking({failurePolicy}), {type: 'AlwaysAllow', name: 'alwaysallow'}])},
        {time},
      )(cluster),
    )

    const answers = [await open!.authorize(attributes('get')), await closed!.authorize(attributes('get'))]

    const error = 'an error on the server ("out of order") has prevented the request from succeeding'
    assert.equal(webhook.received.length, 10)
    assert.equal(answers[0]!.allowed, true)
    assert.deepEqual({...answers[1], by: undefined}, {allowed: false, denied: true, error, by: undefined})
  })

  it('is another one when the file has changed, unless that is wrong', async () => {
    const config = write([{type: 'RBAC', name: 'rbac'}])
    const chain = chooseAuthorization({config}, {time})(cluster)
    const before = await chain.authorize(attributes('get'))

    write([asking(), {type: 'RBAC', name: 'rbac'}])
    now += 2000
    const after = await chain.authorize(attributes('get'))
    write([{type: 'AlwaysDeny', name: 'alwaysdeny'}])
    now += 2000
    const wrong = await chain.authorize(attributes('get'))

    assert.deepEqual(
      [before, after, wrong].map(({allowed}) => allowed),
      [false, true, true],
    )
  })

  it('by policies of attributes allows what one of them says', async () => {
    const policyFile = join(folder, 'policies')
    const policy = (spec: object) =>
      JSON.stringify({apiVersion: 'abac.authorization.kubernetes.io/v1beta1', kind: 'Policy', spec})
    writeFileSync(
      policyFile,
      `# who reads\n\n${policy({user: 'anna', namespace: '*', resource: 'pods', readonly: true})}\n`,
    )
    const chain = chooseAuthorization({modes: ['ABAC'], policyFile}, {time})(cluster)

    const [get, create, other] = [
      await chain.authorize(attributes('get')),
      await chain.authorize(attributes('create')),
      await chain.authorize(attributes('get', 'otto')),
    ]

    assert.deepEqual([get!.allowed, create!.allowed, other!.allowed], [true, false, false])
    assert.equal(create!.reason, 'No policy matched.')
  })
})
