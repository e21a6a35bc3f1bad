import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {StatusError} from '../../../../src/api/status-error.ts'
import {anonymousRule} from '../../../../src/cluster/apiserver/auth/authentication/anonymous.ts'
import {authenticatorChain} from '../../../../src/cluster/apiserver/auth/authentication/chain.ts'
import type {TokenAuthenticator} from '../../../../src/cluster/apiserver/auth/authentication/tokens.ts'
import type {
  AuthenticationConfiguration,
  JwtConfiguration,
} from '../../../../src/cluster/apiserver/auth/oidc/authentication-configuration.ts'
import {loadAuthentication, type OidcFlags} from '../../../../src/cluster/apiserver/auth/oidc/index.ts'
import {type OidcIssuer, startOidcIssuer} from '../../../support/oidc-issuer.ts'

const start = Date.parse('2026-01-01T00:00:00Z')
const disallowed = ['https://kubernetes.default.svc.cluster.local']

describe('OpenID Connect', () => {
  let issuer: OidcIssuer
  let folder: string
  let now = start

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-oidc-'))
    issuer = await startOidcIssuer(() => now)
    writeFileSync(join(folder, 'ca.crt'), issuer.authority)
  })
  after(async () => {
    await issuer.close()
    rmSync(folder, {recursive: true, force: true})
  })

  const fileOf = (content: object): string => {
    const file = join(folder, 'authentication.json')
    const head = {apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration'}
    writeFileSync(file, JSON.stringify({...head, ...content}))
    return file
  }
  const configured = (jwt: JwtConfiguration): TokenAuthenticator => {
    const own = {url: issuer.url, audiences: ['kctl'], certificateAuthority: issuer.authority, ...jwt.issuer}
    const file = fileOf({jwt: [{...jwt, issuer: own}]})
    return loadAuthentication({file, disallowed, now: () => now}).tokens[0]!
  }
  const flagged = (flags: OidcFlags): TokenAuthenticator => {
    const own = {'issuer-url': issuer.url, 'client-id': 'kctl', 'ca-file': join(folder, 'ca.crt')}
    return loadAuthentication({flags: {...own, ...flags}, disallowed, now: () => now}).tokens[0]!
  }
  const name = {username: {claim: 'sub', prefix: ''}}

  it('reads its file again when that changes, and keeps the last good one', async () => {
    let later = start
    const own = {url: issuer.url, audiences: ['kctl'], certificateAuthority: issuer.authority}
    const mapped = (prefix: string) => ({jwt: [{issuer: own, claimMappings: {username: {claim: 'sub', prefix}}}]})
    const file = fileOf(mapped('a:'))
    const [tokens] = loadAuthentication({file, disallowed, now: () => later}).tokens
    const nameOf = async () => (await tokens!.authenticateToken(await issuer.token({sub: 'ann'}), []))?.user.name

    const names = [await nameOf()]
    for (const next of [mapped('longer:'), {jwt: [{issuer: {url: 'nowhere'}}]}, {jwt: []}]) {
      fileOf(next)
      later += 2000
      names.push(await nameOf())
    }

    assert.deepEqual(names, ['a:ann', 'longer:ann', 'longer:ann', undefined])
  })

  const users: {name: string; given: [JwtConfiguration, Record<string, unknown>]; expected: object}[] = [
    {
      name: 'claims with prefixes',
      given: [
        {claimMappings: {username: {claim: 'sub', prefix: 'u:'}, groups: {claim: 'roles', prefix: 'g:'}}},
        {sub: 'ann', roles: ['a', 'b'], jti: 'x'},
      ],
      expected: {
        name: 'u:ann',
        groups: ['g:a', 'g:b'],
        extra: {'authentication.kubernetes.io/credential-id': ['JTI=x']},
      },
    },
    {
      name: 'one group as text',
      given: [{claimMappings: {...name, groups: {claim: 'role', prefix: ''}}}, {sub: 'ann', role: 'a'}],
      expected: {name: 'ann', groups: ['a']},
    },
    {
      name: 'expressions',
      given: [
        {
          claimMappings: {
            username: {expression: 'claims.sub + "@" + claims.tenant.name'},
            groups: {expression: 'claims.roles.filter(role, role.startsWith("k8s-"))'},
            uid: {expression: 'claims.id'},
            extra: [{key: 'example.com/tenant', valueExpression: 'claims.tenant.name'}],
          },
        },
        {sub: 'ann', tenant: {name: 'acme'}, roles: ['k8s-a', 'b'], id: '7'},
      ],
      expected: {name: 'ann@acme', uid: '7', groups: ['k8s-a'], extra: {'example.com/tenant': ['acme']}},
    },
    {
      name: 'rules that hold',
      given: [
        {
          claimMappings: name,
          claimValidationRules: [
            {claim: 'hd', requiredValue: 'example.com'},
            {expression: 'claims.exp - claims.iat <= 86400', message: 'too long'},
          ],
          userValidationRules: [{expression: '!user.username.startsWith("system:")', message: 'reserved'}],
        },
        {sub: 'ann', hd: 'example.com'},
      ],
      expected: {name: 'ann', groups: []},
    },
  ]
  for (const {name: title, given, expected} of users)
    it(`makes users by ${title}`, async () => {
      const [configuration, claims] = given

      const found = await configured(configuration).authenticateToken(await issuer.token(claims), ['api'])

      assert.deepEqual(found, {user: expected, audiences: ['api']})
    })

  const refused: {name: string; given: [JwtConfiguration, Record<string, unknown>]; expected: string | RegExp}[] = [
    {
      name: 'of another audience',
      given: [{claimMappings: name}, {sub: 'ann', aud: 'vault'}],
      expected: 'oidc: verify token: oidc: expected audience "kctl" got ["vault"]',
    },
    {
      name: 'that has expired',
      given: [{claimMappings: name}, {sub: 'ann', exp: start / 1000 - 1}],
      expected: 'oidc: verify token: oidc: token is expired (Token Expiry: 2025-12-31 23:59:59 +0000 UTC)',
    },
    {
      name: 'that is for later',
      given: [{claimMappings: name}, {sub: 'ann', nbf: start / 1000 + 400}],
      expected:
        /^oidc: verify token: oidc: current time .* before the nbf \(not before\) time: 2026-01-01 00:06:40 \+0000 UTC$/,
    },
    {
      name: 'without the claim',
      given: [{claimMappings: {username: {claim: 'login', prefix: ''}}}, {sub: 'ann'}],
      expected: 'oidc: parse username claims "login": claim not present',
    },
    {
      name: 'with an address that nobody has verified',
      given: [{claimMappings: {username: {claim: 'email', prefix: ''}}}, {email: 'a@b.c', email_verified: false}],
      expected: 'oidc: email not verified',
    },
    {
      name: 'without a required claim',
      given: [{claimMappings: name, claimValidationRules: [{claim: 'hd', requiredValue: 'x'}]}, {sub: 'ann'}],
      expected: 'oidc: required claim hd not present in ID token',
    },
    {
      name: 'with another value of it',
      given: [
        {claimMappings: name, claimValidationRules: [{claim: 'hd', requiredValue: 'x'}]},
        {sub: 'ann', hd: 'y'},
      ],
      expected: 'oidc: required claim hd value does not match. Got = y, want = x',
    },
    {
      name: 'that break a rule about claims',
      given: [
        {claimMappings: name, claimValidationRules: [{expression: 'claims.hd == "x"', message: 'not ours'}]},
        {sub: 'ann', hd: 'y'},
      ],
      expected: `oidc: error evaluating claim validation expression: validation expression 'claims.hd == "x"' failed: not ours`,
    },
    {
      name: 'that break a rule about users',
      given: [
        {claimMappings: name, userValidationRules: [{expression: 'user.username != "root"', message: 'reserved'}]},
        {sub: 'root'},
      ],
      expected: `oidc: error evaluating user info validation rule: validation expression 'user.username != "root"' failed: reserved`,
    },
  ]
  for (const {name: title, given, expected} of refused)
    it(`refuses tokens ${title}`, async () => {
      const [configuration, claims] = given
      const token = await issuer.token(claims)

      await assert.rejects(configured(configuration).authenticateToken(token, []), (error: Error) =>
        typeof expected === 'string' ? error.message === expected : expected.test(error.message),
      )
    })

  it('leaves the tokens of others to others', async () => {
    const tokens = configured({claimMappings: name})

    assert.equal(await tokens.authenticateToken(await issuer.token({iss: 'https://elsewhere'}), []), undefined)
    assert.equal(await tokens.authenticateToken('nonsense', []), undefined)
  })

  it('refuses a token that was changed, and one without a signature', async () => {
    const tokens = configured({claimMappings: name})
    const [header, , signature] = (await issuer.token({sub: 'ann'})).split('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = encode({iss: issuer.url, aud: 'kctl', sub: 'root', exp: start / 1000 + 600})

    await assert.rejects(tokens.authenticateToken(`${header}.${claims}.${signature}`, []), {
      message: 'oidc: verify token: failed to verify signature: failed to verify id token signature',
    })
    await assert.rejects(
      tokens.authenticateToken(`${encode({alg: 'none'})}.${claims}.eA`, []),
      /id token signed with unsupported algorithm, expected .* got "none"$/,
    )
  })

  it('fetches the keys again when they have changed, and only then', async () => {
    const tokens = configured({claimMappings: name})
    const before = issuer.keyRequests
    await tokens.authenticateToken(await issuer.token({sub: 'ann'}), [])
    await tokens.authenticateToken(await issuer.token({sub: 'bob'}), [])
    assert.equal(issuer.keyRequests, before + 1)

    issuer.rotate()

    const found = await tokens.authenticateToken(await issuer.token({sub: 'cyd'}), [])
    assert.equal(found?.user.name, 'cyd')
    assert.equal(issuer.keyRequests, before + 2)
  })

  it('believes no issuer whose certificate it cannot trust, and asks again after a while', async () => {
    const own = {'issuer-url': issuer.url, 'client-id': 'kctl'}
    const [tokens] = loadAuthentication({flags: own, disallowed, now: () => now}).tokens

    await assert.rejects(tokens!.authenticateToken(await issuer.token({sub: 'ann'}), []), {
      message: 'oidc: authenticator not initialized',
    })
  })

  const flags: {name: string; given: OidcFlags; claims: Record<string, unknown>; expected: string}[] = [
    {name: "the issuer's name before the subject", given: {}, claims: {sub: 'ann'}, expected: '#ann'},
    {name: 'nothing before it', given: {'username-prefix': '-'}, claims: {sub: 'ann'}, expected: 'ann'},
    {name: 'what was asked for', given: {'username-prefix': 'oidc:'}, claims: {sub: 'ann'}, expected: 'oidc:ann'},
    {
      name: 'nothing before an address',
      given: {'username-claim': 'email'},
      claims: {email: 'a@b.c'},
      expected: 'a@b.c',
    },
  ]
  for (const {name: title, given, claims, expected} of flags)
    it(`with the classic options puts ${title}`, async () => {
      const found = await flagged(given).authenticateToken(await issuer.token(claims), [])

      const wanted = expected.startsWith('#') ? issuer.url + expected : expected
      assert.equal(found?.user.name, wanted)
    })

  const wrong: {name: string; given: OidcFlags; expected: string}[] = [
    {
      name: 'half of them',
      given: {'issuer-url': 'https://x.example'},
      expected: 'oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set',
    },
    {
      name: 'an unknown algorithm',
      given: {'issuer-url': 'https://x.example', 'client-id': 'x', 'signing-algs': ['HS256']},
      expected: 'oidc: unsupported signing alg: "HS256"',
    },
    {
      name: 'no HTTPS',
      given: {'issuer-url': 'http://x.example', 'client-id': 'x'},
      expected: 'jwt[0].issuer.url: Invalid value: "http://x.example": URL scheme must be https',
    },
  ]
  for (const {name: title, given, expected} of wrong)
    it(`does not take the classic options with ${title}`, () => {
      assert.throws(() => loadAuthentication({flags: given, disallowed, now: () => now}), {message: expected})
    })

  const issuers = {url: 'https://x.example', audiences: ['a']}
  const invalid: {name: string; given: AuthenticationConfiguration & object; expected: string}[] = [
    {
      name: 'the cluster itself as issuer',
      given: {jwt: [{issuer: {...issuers, url: disallowed[0]}, claimMappings: name}]},
      expected: `issuer.url: Invalid value: "${disallowed[0]}": URL must not overlap with disallowed issuers: [${disallowed[0]}]`,
    },
    {
      name: 'nobody to be',
      given: {jwt: [{issuer: issuers}]},
      expected:
        'invalid authentication configuration: jwt[0].claimMappings.username: Required value: claim or expression is required',
    },
    {
      name: 'a claim without a word on prefixes',
      given: {jwt: [{issuer: issuers, claimMappings: {username: {claim: 'sub'}}}]},
      expected:
        'invalid authentication configuration: jwt[0].claimMappings.username.prefix: Required value: prefix is required when claim is set. It can be set to an empty string to disable prefixing',
    },
    {
      name: 'addresses that may be false',
      given: {jwt: [{issuer: issuers, claimMappings: {username: {expression: 'claims.email'}}}]},
      expected:
        'invalid authentication configuration: jwt[0].claimMappings.username.expression: Invalid value: "claims.email": claims.email_verified must be used in claimMappings.username.expression or claimMappings.extra[*].valueExpression or claimValidationRules[*].expression when claims.email is used in claimMappings.username.expression',
    },
    {
      name: 'conditions on nobody',
      given: {anonymous: {enabled: false, conditions: [{path: '/x'}]}},
      expected:
        'invalid authentication configuration: anonymous.conditions: Invalid value: [{"Path":"/x"}]: enabled should be set to true when conditions are defined',
    },
  ]
  for (const {name: title, given, expected} of invalid)
    it(`does not take a file with ${title}`, () => {
      assert.throws(() => loadAuthentication({file: fileOf(given), disallowed, now: () => now}), {message: expected})
    })

  it('does not take a file with fields that there are none of', () => {
    const file = fileOf({jwt: [{issuer: {uri: 'x'}}]})

    assert.throws(
      () => loadAuthentication({file, disallowed, now: () => now}),
      /strict decoding error: unknown field "jwt\[0\]\.issuer\.uri"$/,
    )
  })

  const anonymous: {name: string; given: object; expected: Record<string, boolean>}[] = [
    {name: 'nobody', given: {enabled: false}, expected: {'/livez': false, '/api': false}},
    {name: 'everybody', given: {enabled: true}, expected: {'/livez': true, '/api': true}},
    {
      name: 'everybody on one path',
      given: {enabled: true, conditions: [{path: '/livez'}]},
      expected: {'/livez': true, '/livez?verbose': true, '/livez/ping': false, '/api': false},
    },
  ]
  for (const {name: title, given, expected} of anonymous)
    it(`lets ${title} be anonymous`, async () => {
      const {anonymous: rule} = loadAuthentication({file: fileOf({anonymous: given}), disallowed, now: () => now})
      const chain = authenticatorChain([], anonymousRule(rule))

      for (const [url, allowed] of Object.entries(expected)) {
        const answer = await chain.authenticate({method: 'GET', url}).catch((error: StatusError) => error.code)
        assert.equal(answer === 401, !allowed, url)
      }
    })

  it('asks an issuer that was away again after ten seconds', async () => {
    let asked = 0
    const fetch = () => {
      asked += 1
      return Promise.reject(new Error('away'))
    }
    const own = {'issuer-url': issuer.url, 'client-id': 'kctl'}
    const [tokens] = loadAuthentication({flags: own, disallowed, now: () => now, fetch}).tokens
    const token = await issuer.token({sub: 'ann'})
    const tries = async () => assert.rejects(tokens!.authenticateToken(token, []), /not initialized/)

    await tries()
    await tries()
    assert.equal(asked, 1)
    now += 10_000
    await tries()
    assert.equal(asked, 2)
    now = start
  })
})
