import type {TokenAuthenticator, TokenUser} from '../authentication/tokens.ts'
import {jwtPayload} from '../jwt-payload.ts'
import type {JwtConfiguration} from './authentication-configuration.ts'
import {claimMapper, type MapClaims} from './claim-mappings.ts'
import type {Claims} from './claims.ts'
import {type FetchJson, IssuerKeys, isNotInitialized} from './issuer-keys.ts'
import {claimValidator, userValidator} from './validation-rules.ts'

export interface OidcOptions {
  fetch: FetchJson
  /** The system's time, as that of whoever issued the token. */
  now(): number
}

/** Clocks may differ that much before a token is said to be too young; milliseconds. */
const leeway = 300_000

/** The algorithms that a configuration in a file accepts. */
export const allAlgorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512']

/** ID tokens of one OpenID Connect issuer. Its configuration has been validated. */
export class OidcAuthenticator implements TokenAuthenticator {
  private readonly url: string
  private readonly audiences: readonly string[]
  private readonly algorithms: string[]
  private readonly keys: IssuerKeys
  private readonly map: MapClaims
  private readonly checkClaims: (claims: Claims) => void
  private readonly checkUser: (user: TokenUser['user']) => void
  private readonly now: () => number

  constructor(configuration: JwtConfiguration, options: OidcOptions) {
    const {issuer = {}, claimMappings = {}, claimValidationRules = [], userValidationRules = []} = configuration
    this.url = issuer.url ?? ''
    this.audiences = issuer.audiences ?? []
    this.algorithms = configuration.algorithms ?? allAlgorithms
    this.keys = new IssuerKeys(issuer, options)
    this.map = claimMapper(claimMappings)
    this.checkClaims = claimValidator(claimValidationRules)
    this.checkUser = userValidator(userValidationRules)
    this.now = options.now
  }

  async authenticateToken(token: string, audiences: readonly string[]): Promise<TokenUser | undefined> {
    const claims = jwtPayload<Claims>(token)
    if (claims?.['iss'] !== this.url) return undefined
    await this.verify(token, claims)
    const user = this.map(claims)
    this.checkClaims(claims)
    this.checkUser(user)
    return {user, audiences: [...audiences]}
  }

  private async verify(token: string, claims: Claims): Promise<void> {
    try {
      this.checkTimes(claims)
      this.checkAlgorithm(token)
      await this.keys.verify(token, this.algorithms)
      this.checkAudience(claims)
    } catch (error) {
      if (isNotInitialized(error)) throw error
      throw new Error(`oidc: verify token: ${(error as Error).message}`)
    }
  }

  private checkTimes({exp, nbf}: Claims): void {
    const end = typeof exp === 'number' ? exp * 1000 : 0
    if (end < this.now()) throw new Error(`oidc: token is expired (Token Expiry: ${goTime(end)})`)
    if (typeof nbf === 'number' && nbf * 1000 > this.now() + leeway)
      throw new Error(
        `oidc: current time ${goTime(this.now())} before the nbf (not before) time: ${goTime(nbf * 1000)}`,
      )
  }

  private checkAlgorithm(token: string): void {
    const {alg = ''} = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {alg?: string}
    if (this.algorithms.includes(alg)) return
    const expected = this.algorithms.map(name => JSON.stringify(name)).join(' ')
    throw new Error(
      `oidc: id token signed with unsupported algorithm, expected [${expected}] got ${JSON.stringify(alg)}`,
    )
  }

  private checkAudience({aud}: Claims): void {
    const found = [aud ?? []].flat()
    if (found.some(audience => this.audiences.includes(String(audience)))) return
    const quoted = (list: readonly unknown[]) => `[${list.map(word => JSON.stringify(word)).join(' ')}]`
    const wanted =
      this.audiences.length === 1 ? JSON.stringify(this.audiences[0]) : `in ${quoted([...this.audiences].sort())}`
    throw new Error(`oidc: expected audience ${wanted} got ${quoted(found)}`)
  }
}

const goTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`
