import type {Secret} from '../../../../api/kinds.ts'
import type {TokenAuthenticator} from '../authentication/tokens.ts'
import type {ObjectSource} from '../object-source.ts'
import {serviceAccountGroups, serviceAccountUser} from './claims.ts'
import {type SigningKey, verifiedPayload} from './signing-key.ts'

const issuer = 'kubernetes/serviceaccount'

interface LegacyClaims {
  iss: string
  'kubernetes.io/serviceaccount/namespace': string
  'kubernetes.io/serviceaccount/secret.name': string
  'kubernetes.io/serviceaccount/service-account.name': string
  'kubernetes.io/serviceaccount/service-account.uid': string
}

/** Tokens without an end, kept in secrets of type kubernetes.io/service-account-token; good while the secret holds them. */
export const legacyTokens = (source: ObjectSource, key: () => SigningKey): TokenAuthenticator => ({
  async authenticateToken(token, audiences) {
    const [, payload = '', signature, ...more] = token.split('.')
    if (!signature || more.length > 0) return undefined
    const claims = parse(payload)
    if (claims?.iss !== issuer) return undefined
    await verifiedPayload(token, key())
    const namespace = claims['kubernetes.io/serviceaccount/namespace']
    const name = claims['kubernetes.io/serviceaccount/service-account.name']
    const uid = claims['kubernetes.io/serviceaccount/service-account.uid']
    const secretName = claims['kubernetes.io/serviceaccount/secret.name']
    const secret = (await source.get({group: '', version: 'v1', resource: 'secrets'}, namespace, secretName)) as
      | Secret
      | undefined
    if (!secret || secret.metadata.deletionTimestamp) throw new Error('Token has been invalidated')
    if (Buffer.from(secret.data?.['token'] ?? '', 'base64').toString() !== token)
      throw new Error("Token does not match server's copy")
    const account = await source.get({group: '', version: 'v1', resource: 'serviceaccounts'}, namespace, name)
    if (!account) throw new Error(`serviceaccounts ${JSON.stringify(name)} not found`)
    if (account.metadata.uid !== uid)
      throw new Error(`ServiceAccount UID (${account.metadata.uid}) does not match claim (${uid})`)
    const user = {name: serviceAccountUser(namespace, name), uid, groups: serviceAccountGroups(namespace)}
    return {user, audiences: [...audiences]}
  },
})

/** Signs such a token; the controller of token secrets asks for it. */
export async function signLegacyToken(
  {privateKey, id}: SigningKey,
  {namespace, secret, name, uid}: {namespace: string; secret: string; name: string; uid: string},
): Promise<string> {
  const {SignJWT} = await import('jose')
  return new SignJWT({
    iss: issuer,
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': secret,
    'kubernetes.io/serviceaccount/service-account.name': name,
    'kubernetes.io/serviceaccount/service-account.uid': uid,
    sub: serviceAccountUser(namespace, name),
  })
    .setProtectedHeader({alg: 'RS256', kid: id})
    .sign(privateKey)
}

function parse(payload: string): LegacyClaims | undefined {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as LegacyClaims
  } catch {
    return undefined
  }
}
