import type {AdmissionScenario, Step} from '../admission/scenarios.ts'
import type {OidcIssuer} from '../oidc-issuer.ts'

/** An AuthenticationConfiguration of two issuers: one whose claims are taken as they are, one with expressions. */
export const authenticationConfiguration = (plain: OidcIssuer, clever: OidcIssuer): string =>
  JSON.stringify({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    anonymous: {enabled: true, conditions: [{path: '/livez'}, {path: '/readyz'}, {path: '/healthz'}]},
    jwt: [
      {
        issuer: {url: plain.url, certificateAuthority: plain.authority, audiences: ['kctl']},
        claimValidationRules: [{claim: 'hd', requiredValue: 'example.com'}],
        claimMappings: {
          username: {claim: 'email', prefix: 'oidc:'},
          groups: {claim: 'groups', prefix: 'oidc:'},
          uid: {claim: 'uid'},
        },
      },
      {
        issuer: {
          url: clever.url,
          certificateAuthority: clever.authority,
          audiences: ['kctl', 'other'],
          audienceMatchPolicy: 'MatchAny',
        },
        claimValidationRules: [
          {expression: 'claims.exp - claims.iat <= 3600', message: 'lives too long'},
          {expression: '!has(claims.banned) || claims.banned == false', message: 'is banned'},
        ],
        claimMappings: {
          username: {expression: "claims.name.lowerAscii() + ':x'"},
          groups: {expression: "has(claims.roles) ? claims.roles.split(',') : claims.?teams.orValue([])"},
          uid: {expression: 'claims.?id.orValue("none")'},
          extra: [
            {key: 'example.com/tenant', valueExpression: 'claims.?tenant.orValue("")'},
            {key: 'example.com/list', valueExpression: 'claims.?list.orValue([])'},
          ],
        },
        userValidationRules: [
          {expression: "!user.username.startsWith('system:')", message: 'no system users'},
          {expression: "user.groups.all(g, g != 'system:masters')", message: 'no masters'},
        ],
      },
    ],
  })

const plainClaims: Record<string, Record<string, unknown>> = {
  whole: {email: 'a@b.c', email_verified: true, hd: 'example.com', groups: ['x', 'y'], uid: 'u', jti: 'j'},
  'one-group': {email: 'a@b.c', hd: 'example.com', groups: 'x'},
  'no-groups': {email: 'a@b.c', hd: 'example.com', groups: []},
  'odd-groups': {email: 'a@b.c', hd: 'example.com', groups: [1]},
  'groups-object': {email: 'a@b.c', hd: 'example.com', groups: {a: 1}},
  unverified: {email: 'a@b.c', email_verified: false, hd: 'example.com'},
  'odd-verified': {email: 'a@b.c', email_verified: 'true', hd: 'example.com'},
  'no-name': {hd: 'example.com'},
  'number-name': {email: 5, hd: 'example.com'},
  'empty-name': {email: '', hd: 'example.com', email_verified: true},
  'no-hd': {email: 'a@b.c'},
  'other-hd': {email: 'a@b.c', hd: 'example.org'},
  'number-hd': {email: 'a@b.c', hd: 4},
  'list-hd': {email: 'a@b.c', hd: ['example.com']},
  'number-uid': {email: 'a@b.c', hd: 'example.com', uid: 7},
  'other-audience': {email: 'a@b.c', hd: 'example.com', aud: 'other'},
  audiences: {email: 'a@b.c', hd: 'example.com', aud: ['other', 'kctl']},
  'no-audience': {email: 'a@b.c', hd: 'example.com', aud: undefined},
}

const cleverClaims: Record<string, Record<string, unknown>> = {
  whole: {name: 'Anna', roles: 'a,b', id: '7', tenant: 't', list: ['l', 'm'], jti: 'j'},
  teams: {name: 'Anna', teams: ['a', 'b']},
  'number-teams': {name: 'Anna', teams: [1]},
  'text-teams': {name: 'Anna', teams: 'a'},
  'no-name': {},
  'number-name': {name: 5},
  'number-id': {name: 'a', id: 5},
  banned: {name: 'a', banned: true},
  'odd-banned': {name: 'a', banned: 'yes'},
  system: {name: 'system:x'},
  master: {name: 'a', teams: ['system:masters']},
  'number-tenant': {name: 'a', tenant: 5},
  'list-of-numbers': {name: 'a', list: [1]},
  'empty-list': {name: 'a', list: ['']},
  'null-tenant': {name: 'a', tenant: null},
  'other-audience': {name: 'a', aud: 'other'},
  'foreign-audience': {name: 'a', aud: 'foreign'},
}

/** What a real server and ours are asked of tokens; they must be signed anew for each run. */
export async function oidcScenarios(plain: OidcIssuer, clever: OidcIssuer, now: number): Promise<AdmissionScenario[]> {
  const review = (token: string): Step => ({
    path: '/apis/authentication.k8s.io/v1/tokenreviews',
    body: {spec: {token}},
  })
  const seconds = Math.floor(now / 1000)
  const asked = async (issuer: OidcIssuer, name: string, claims: Record<string, unknown>) => ({
    name: `oidc-${name}`,
    writes: [review(await issuer.token(claims))],
  })
  const whole = plainClaims['whole']!
  const token = await plain.token(whole)
  const [head = '', body = '', signature = ''] = token.split('.')
  return [
    ...(await Promise.all(Object.entries(plainClaims).map(([name, claims]) => asked(plain, `plain-${name}`, claims)))),
    ...(await Promise.all(
      Object.entries(cleverClaims).map(([name, claims]) => asked(clever, `clever-${name}`, claims)),
    )),
    await asked(clever, 'long-lived', {name: 'a', exp: seconds + 86_400}),
    await asked(plain, 'nobodys', {...whole, iss: 'https://nobody.example.com'}),
    await asked(plain, 'others-issuer', {name: 'a', iss: clever.url}),
    {
      name: 'oidc-malformed',
      writes: [
        review(`${head}.${body}`),
        review(`${head}.${body}.`),
        review(`${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`),
        review(`${head}.eyJ9.${signature}`),
        review(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.${signature}`),
        review(`${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${body}.${signature}`),
      ],
    },
  ]
}
