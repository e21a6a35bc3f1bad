import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {weirdText, weirdValue} from './weird.ts'

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
const header = fc.record({
  alg: fc.oneof(fc.constantFrom('none', 'RS256', 'HS256', 'ES256', 'none ', ''), weirdValue),
  kid: weirdValue,
  typ: fc.constantFrom('JWT', 'at+jwt'),
  jwk: weirdValue,
  crit: weirdValue,
})
const claims = fc.record({
  iss: fc.oneof(fc.constant('https://kubernetes.default.svc.cluster.local'), weirdValue),
  sub: fc.oneof(fc.constant('system:serviceaccount:kube-system:default'), weirdValue),
  aud: weirdValue,
  exp: fc.oneof(fc.constant(4e9), weirdValue),
  'kubernetes.io': weirdValue,
})
const signature = fc.oneof(fc.constantFrom('', 'AAAA', 'a'.repeat(342)), weirdText)

const token = fc.oneof(
  fc.tuple(header.map(encoded), claims.map(encoded), signature).map(parts => parts.join('.')),
  fc.array(weirdText, {maxLength: 5}).map(parts => parts.join('.')),
  fc.constantFrom('abcdef.0123456789abcdef', '.'.repeat(50), 'a'.repeat(12_000)),
)

/** Header values that a header may hold: no line ends. */
const line = (text: string): string => text.replace(/[^\x21-\x7e]/g, '')

/** Nobody gets in with any of these. */
export const forgedTokens: fc.Arbitrary<HostileRequest> = fc
  .tuple(fc.constantFrom('Bearer', 'bearer', 'Basic', 'Negotiate', ''), token)
  .map(([scheme, value]) => ({
    about: 'token',
    method: 'GET',
    target: '/api/v1/namespaces/kept/secrets',
    headers: [['Authorization', `${scheme} ${line(value)}`]],
  }))
