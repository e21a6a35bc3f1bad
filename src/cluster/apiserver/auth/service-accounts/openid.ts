import type {JsonObject} from '../../../../api/object.ts'
import type {SigningKey} from './signing-key.ts'

/** `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0), for whoever verifies service account tokens. */
export const openidConfiguration = (issuer: string, serverAddress: string): JsonObject => ({
  issuer,
  jwks_uri: `${serverAddress}/openid/v1/jwks`,
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
})

/** `/openid/v1/jwks`: the keys that verify them. */
export function jsonWebKeySet({publicKey, id}: SigningKey): JsonObject {
  const {kty, n, e} = publicKey.export({format: 'jwk'})
  return {keys: [{use: 'sig', kty, kid: id, alg: 'RS256', n, e}]}
}
