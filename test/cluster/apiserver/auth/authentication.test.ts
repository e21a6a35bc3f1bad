import assert from 'node:assert/strict'
import {createHash, X509Certificate} from 'node:crypto'
import {isForbidden, StatusError} from '../../../../src/api/status-error.ts'
import {parseTokenFile} from '../../../../src/cluster/apiserver/auth/authentication/static-tokens.ts'
import {
  type Auth,
  impersonation,
  openAuth,
  StoredObjects,
  signLegacyToken,
} from '../../../../src/cluster/apiserver/auth/index.ts'
import type {ServerRequest} from '../../../../src/cluster/apiserver/server-request.ts'
import {PemMemory, Pki} from '../../../../src/cluster/pki/index.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const now = Date.parse('2026-01-01T12:00:00Z')
const request = (more: Partial<ServerRequest> = {}): ServerRequest => ({method: 'GET', url: '/api', ...more})
const bearer = (token: string) => request({headers: {authorization: `Bearer ${token}`}})
const isUnauthorized = (error: unknown) => error instanceof StatusError && error.code === 401

describe('authentication', () => {
  let api: TestApiServer
  let auth: Auth
  const labels: [string, Record<string, string>][] = []
  const pki = new Pki(new PemMemory(), () => now)

  before(async () => {
    api = await startTestApiServer()
    auth = openAuth({
      source: new StoredObjects(() => api.server.parts),
      clock: api.clock,
      random: api.random,
      pki,
      now: () => now,
      labelSecret: ({metadata}, wanted) => labels.push([metadata.name ?? '', wanted]),
      staticUsers: parseTokenFile('secret,old,1\n,nobody,2\nsecret,zoe,7,"red,blue"\n'),
    })
  })
  after(async () => {
    auth.stop()
    await api.close()
  })

  const derOf = (pem: string) => new Uint8Array(new X509Certificate(pem).raw)

  it('reads user and groups from a client certificate, whatever the token beside it', async () => {
    const der = derOf(pki.client({commonName: 'ann', organizations: ['a', 'b']}).certificate)

    const user = await auth.authenticator.authenticate({...bearer('nonsense'), certificate: der})

    const digest = createHash('sha256').update(der).digest('hex')
    assert.deepEqual(user, {
      name: 'ann',
      groups: ['a', 'b', 'system:authenticated'],
      extra: {'authentication.kubernetes.io/credential-id': [`X509SHA256=${digest}`]},
    })
  })

  it('refuses a certificate of another authority', async () => {
    const other = new Pki(new PemMemory(), () => now)
    const certificate = derOf(other.client({commonName: 'ann', organizations: ['system:masters']}).certificate)

    await assert.rejects(auth.authenticator.authenticate(request({certificate})), isUnauthorized)
  })

  it('refuses a certificate of our own that is for servers', async () => {
    const certificate = derOf(pki.server().certificate)

    await assert.rejects(auth.authenticator.authenticate(request({certificate})), isUnauthorized)
  })

  it('believes X-Remote headers only of the front proxy', async () => {
    const headers = {'x-remote-user': 'ann', 'x-remote-group': ['a'], 'x-remote-extra-scopes': ['s']}
    const proxy = derOf(pki.frontProxyClient().certificate)

    const proxied = await auth.authenticator.authenticate(request({headers, certificate: proxy}))
    const direct = await auth.authenticator.authenticate(request({headers}))

    assert.deepEqual(proxied, {name: 'ann', groups: ['a', 'system:authenticated'], extra: {scopes: ['s']}})
    assert.equal(direct?.name, 'system:anonymous')
  })

  it('knows static tokens, and refuses unknown ones', async () => {
    const user = await auth.authenticator.authenticate(bearer('secret'))

    assert.deepEqual(user, {name: 'zoe', uid: '7', groups: ['red', 'blue', 'system:authenticated']})
    await assert.rejects(auth.authenticator.authenticate(bearer('guess')), isUnauthorized)
  })

  it('takes back a token bound to a pod when the pod is gone or its time is over', async () => {
    const accounts = {group: '', version: 'v1', resource: 'serviceaccounts', namespace: 'default'}
    const secrets = {...accounts, resource: 'secrets'}
    const account = await api.client.create(accounts, {metadata: {name: 'robot'}})
    const secret = await api.client.create(secrets, {metadata: {name: 'leash'}})
    const uid = account.metadata.uid!
    const boundObject = {kind: 'Secret', apiVersion: 'v1', name: 'leash', uid: secret.metadata.uid!}

    const bound = await auth.issuer.issue({namespace: 'default', name: 'robot', uid, boundObject})
    const short = await auth.issuer.issue({namespace: 'default', name: 'robot', uid, expirationSeconds: 600})
    const foreign = await auth.issuer.issue({namespace: 'default', name: 'robot', uid, audiences: ['vault']})

    const user = await auth.authenticator.authenticate(bearer(bound.token))
    assert.equal(user?.name, 'system:serviceaccount:default:robot')
    assert.equal(user?.uid, uid)
    assert.deepEqual(user?.groups, ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'])
    assert.match(user?.extra?.['authentication.kubernetes.io/credential-id']?.[0] ?? '', /^JTI=/)
    await assert.rejects(auth.authenticator.authenticate(bearer(foreign.token)), isUnauthorized)
    await assert.rejects(auth.authenticator.authenticate(bearer(`${bound.token.slice(0, -4)}AAAA`)), isUnauthorized)
    await api.client.delete({...secrets, name: 'leash'})
    await assert.rejects(auth.authenticator.authenticate(bearer(bound.token)), isUnauthorized)
    assert.ok(await auth.authenticator.authenticate(bearer(short.token)))
    await api.clock.advance(api.clock.now() + 700_000, async () => {})
    await assert.rejects(auth.authenticator.authenticate(bearer(short.token)), isUnauthorized)
  })

  it('notes that the token of a secret is used, and refuses it once it is marked invalid', async () => {
    const secrets = {group: '', version: 'v1', resource: 'secrets', namespace: 'default'}
    const account = await api.client.create({...secrets, resource: 'serviceaccounts'}, {metadata: {name: 'old'}})
    const subject = {namespace: 'default', name: 'old', uid: account.metadata.uid!, secret: 'old'}
    const token = await signLegacyToken(auth.signingKey(), subject)
    const data = {token: Buffer.from(token).toString('base64')}
    const annotations = {'kubernetes.io/service-account.name': 'old'}
    const type = 'kubernetes.io/service-account-token'
    await api.client.create(secrets, {metadata: {name: 'old', annotations}, type, data})
    labels.length = 0

    const user = await auth.authenticator.authenticate(bearer(token))

    assert.equal(user?.name, 'system:serviceaccount:default:old')
    assert.deepEqual(labels, [['old', {'kubernetes.io/legacy-token-last-used': '2026-01-01'}]])
    await assert.rejects(auth.tokens.authenticateToken(token, ['vault']), {
      message:
        'token audiences ["https://kubernetes.default.svc.cluster.local"] is invalid for the target audiences ["vault"]',
    })
    const invalid = {metadata: {labels: {'kubernetes.io/legacy-token-invalid-since': '2026-01-01'}}}
    await api.client.patch({...secrets, name: 'old'}, 'merge', invalid)
    await assert.rejects(
      auth.tokens.authenticateToken(token, []),
      /^Error: the token in secret default\/old for service account default\/old has been marked invalid\. /,
    )
  })

  it('knows bootstrap tokens until they expire', async () => {
    const encode = (text: string) => Buffer.from(text).toString('base64')
    await api.client.create(
      {group: '', version: 'v1', resource: 'secrets', namespace: 'kube-system'},
      {
        metadata: {name: 'bootstrap-token-abcdef'},
        type: 'bootstrap.kubernetes.io/token',
        data: {
          'token-id': encode('abcdef'),
          'token-secret': encode('0123456789abcdef'),
          'usage-bootstrap-authentication': encode('true'),
          'auth-extra-groups': encode('system:bootstrappers:kubeadm:default-node-token'),
          expiration: encode(new Date(api.clock.now() + 60_000).toISOString()),
        },
      },
    )

    const user = await auth.authenticator.authenticate(bearer('abcdef.0123456789abcdef'))

    assert.deepEqual(user, {
      name: 'system:bootstrap:abcdef',
      groups: ['system:bootstrappers', 'system:bootstrappers:kubeadm:default-node-token', 'system:authenticated'],
    })
    await api.clock.advance(api.clock.now() + 61_000, async () => {})
    await assert.rejects(auth.authenticator.authenticate(bearer('abcdef.0123456789abcdef')), isUnauthorized)
  })

  it('lets only those impersonate who may', async () => {
    const headers = {'impersonate-user': 'system:serviceaccount:default:robot'}
    const admin = {name: 'root', groups: ['system:masters']}
    const nobody = {name: 'ann', groups: []}

    const become = await impersonation.impersonate(request({headers}), admin, auth.authorizer)

    assert.deepEqual(become, {
      name: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    })
    await assert.rejects(
      impersonation.impersonate(request({headers}), nobody, auth.authorizer),
      (error: unknown) =>
        isForbidden(error) &&
        error.message ===
          'serviceaccounts "robot" is forbidden: User "ann" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "default"',
    )
  })

  const selves: {name: string; given: Record<string, string | string[]>; expected: object}[] = [
    {
      name: 'an account with groups of his own',
      given: {'impersonate-user': 'system:serviceaccount:default:robot', 'impersonate-group': 'x'},
      expected: {name: 'system:serviceaccount:default:robot', groups: ['x', 'system:authenticated']},
    },
    {
      name: 'what only looks like an account',
      given: {'impersonate-user': 'system:serviceaccount:Default:robot'},
      expected: {name: 'system:serviceaccount:Default:robot', groups: ['system:authenticated']},
    },
    {
      name: 'nobody',
      given: {'impersonate-user': 'system:anonymous'},
      expected: {name: 'system:anonymous', groups: ['system:unauthenticated']},
    },
    {
      name: 'somebody with all that can be said',
      given: {'impersonate-user': 'bob', 'impersonate-uid': '7', 'impersonate-extra-acme.com%2fproject': 'p'},
      expected: {name: 'bob', uid: '7', groups: ['system:authenticated'], extra: {'acme.com/project': ['p']}},
    },
  ]
  for (const {name, given, expected} of selves)
    it(`lets an administrator be ${name}`, async () => {
      const admin = {name: 'root', groups: ['system:masters']}

      assert.deepEqual(await impersonation.impersonate(request({headers: given}), admin, auth.authorizer), expected)
    })

  it('does not know whom to be without a name', async () => {
    const headers = {'impersonate-group': 'x', 'impersonate-uid': '7'}
    const admin = {name: 'root', groups: ['system:masters']}

    await assert.rejects(impersonation.impersonate(request({headers}), admin, auth.authorizer), {
      message:
        'Internal Server Error: "/api": requested [{Group  x    } {UID  7  authentication.k8s.io/v1  }] without impersonating a user',
    })
  })
})
