import {type Clock, timestamp} from '../../../runtime/clock.ts'
import type {Random} from '../../../runtime/random.ts'
import type {TokenIssuer} from '../interfaces.ts'
import {type ServiceAccountClaims, serviceAccountUser} from './claims.ts'
import type {SigningKey} from './signing-key.ts'

/** Kubelets ask for pods' tokens with this lifetime, in seconds; such tokens really live a year and warn after it. */
const projectedExpiration = 3607
const extendedExpiration = 365 * 24 * 3600
const defaultExpiration = 3600

export interface TokenIssuerOptions {
  issuer: string
  audiences: string[]
  /** Called when the first token is signed. */
  key(): SigningKey
  clock: Clock
  random: Random
}

/** Signs service account tokens with RS256. */
export class ServiceAccountTokenIssuer implements TokenIssuer {
  readonly audiences: string[]
  private readonly options: TokenIssuerOptions

  constructor(options: TokenIssuerOptions) {
    this.options = options
    this.audiences = options.audiences
  }

  async issue(request: Parameters<TokenIssuer['issue']>[0]): Promise<{token: string; expirationTimestamp: string}> {
    const {clock} = this.options
    const now = clock.now()
    const seconds = request.expirationSeconds ?? defaultExpiration
    const claims = this.claims(request, Math.floor(now / 1000), seconds)
    const {SignJWT} = await import('jose')
    const {privateKey, id} = this.options.key()
    const token = await new SignJWT({...claims}).setProtectedHeader({alg: 'RS256', kid: id}).sign(privateKey)
    return {token, expirationTimestamp: timestamp(now + seconds * 1000)}
  }

  private claims(request: Parameters<TokenIssuer['issue']>[0], now: number, seconds: number): ServiceAccountClaims {
    const {namespace, name, uid, boundObject, node} = request
    const audiences = request.audiences?.length ? request.audiences : this.audiences
    const bound = boundObject && {name: boundObject.name, uid: boundObject.uid}
    const kind = boundObject?.kind
    const ours = audiences.every(audience => this.audiences.includes(audience))
    const extended = kind === 'Pod' && seconds === projectedExpiration && ours
    return {
      aud: audiences,
      exp: now + (extended ? extendedExpiration : seconds),
      iat: now,
      iss: this.options.issuer,
      jti: this.options.random.uuid(),
      'kubernetes.io': {
        namespace,
        ...(kind === 'Pod' && node && {node}),
        ...(kind === 'Node' && bound && {node: bound}),
        ...(kind === 'Pod' && bound && {pod: bound}),
        ...(kind === 'Secret' && bound && {secret: bound}),
        serviceaccount: {name, uid},
        ...(extended && {warnafter: now + seconds}),
      },
      nbf: now,
      sub: serviceAccountUser(namespace, name),
    }
  }
}
