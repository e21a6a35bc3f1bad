import {generateKeyPairSync, type KeyObject} from 'node:crypto'
import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {SignJWT} from 'jose'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'

export interface OidcIssuer {
  url: string
  /** PEM of the authority behind its certificate. */
  authority: string
  /** How often its keys were asked for. */
  keyRequests: number
  /** Signs with the newest key. */
  token(claims: Record<string, unknown>, options?: {algorithm?: string}): Promise<string>
  /** Makes a new key, and forgets the old one. */
  rotate(): void
  close(): Promise<void>
}

/** An OpenID Connect issuer over HTTPS on this machine. */
export async function startOidcIssuer(now: () => number): Promise<OidcIssuer> {
  const pki = new Pki(new PemMemory(), Date.now)
  const {certificate, key} = pki.server()
  let generation = 0
  let keys = makeKeys(generation)
  const server = createServer({cert: certificate, key}, (request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/.well-known/openid-configuration')
      return response.end(JSON.stringify({issuer: issuer.url, jwks_uri: `${issuer.url}/keys`}))
    if (request.url !== '/keys') return response.writeHead(404).end()
    issuer.keyRequests += 1
    response.end(JSON.stringify({keys: [{...keys.publicKey.export({format: 'jwk'}), kid: keys.id, use: 'sig'}]}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer: OidcIssuer = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority: pki.ca().certificate,
    keyRequests: 0,
    token(claims, {algorithm = 'RS256'} = {}) {
      const seconds = Math.floor(now() / 1000)
      return new SignJWT({iss: issuer.url, aud: 'kctl', exp: seconds + 600, iat: seconds, ...claims})
        .setProtectedHeader({alg: algorithm, kid: keys.id})
        .sign(keys.privateKey)
    },
    rotate() {
      generation += 1
      keys = makeKeys(generation)
    },
    close: () => new Promise<void>((resolve, reject) => server.close(error => (error ? reject(error) : resolve()))),
  }
  return issuer
}

function makeKeys(generation: number): {id: string; privateKey: KeyObject; publicKey: KeyObject} {
  return {id: `key-${generation}`, ...generateKeyPairSync('rsa', {modulusLength: 2048})}
}
