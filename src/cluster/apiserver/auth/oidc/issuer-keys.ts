import type {JSONWebKeySet} from 'jose'
import type {IssuerConfiguration} from './authentication-configuration.ts'

export type FetchJson = (url: string, authorities?: string) => Promise<unknown>

/** How long after a failure nobody asks the issuer again, in milliseconds. */
const pause = 10_000

/** An issuer's keys: found by OpenID Connect Discovery when the first token comes, and fetched again when a token is signed with none of them. */
export class IssuerKeys {
  private readonly issuer: IssuerConfiguration
  private readonly fetch: FetchJson
  private readonly now: () => number
  private address?: Promise<string>
  private keys?: JSONWebKeySet
  private fetching?: Promise<JSONWebKeySet>
  private failedAt = Number.NEGATIVE_INFINITY

  constructor(issuer: IssuerConfiguration, {fetch, now}: {fetch: FetchJson; now(): number}) {
    this.issuer = issuer
    this.fetch = fetch
    this.now = now
  }

  /** Throws unless the token is signed with one of the keys. */
  async verify(token: string, algorithms: string[]): Promise<void> {
    const address = await this.discover()
    if (this.keys && (await isSigned(token, this.keys, algorithms))) return
    const fresh = await this.refresh(address)
    if (await isSigned(token, fresh, algorithms)) return
    throw new Error('failed to verify signature: failed to verify id token signature')
  }

  private async discover(): Promise<string> {
    if (!this.address && this.now() - this.failedAt < pause) throw notInitialized()
    this.address ??= this.askForAddress()
    try {
      return await this.address
    } catch {
      this.address = undefined
      this.failedAt = this.now()
      throw notInitialized()
    }
  }

  private async askForAddress(): Promise<string> {
    const {url = '', discoveryURL, certificateAuthority} = this.issuer
    const where = discoveryURL || `${url.replace(/\/$/, '')}/.well-known/openid-configuration`
    const {issuer, jwks_uri: keys} = (await this.fetch(where, certificateAuthority)) as Record<string, string>
    if (issuer !== url || !keys)
      throw new Error(`oidc: issuer did not match the issuer returned by provider, expected ${url} got ${issuer}`)
    return keys
  }

  private refresh(address: string): Promise<JSONWebKeySet> {
    this.fetching ??= this.fetch(address, this.issuer.certificateAuthority)
      .then(found => {
        this.keys = found as JSONWebKeySet
        return this.keys
      })
      .catch((error: Error) => {
        throw new Error(`failed to verify signature: fetching keys ${error.message}`)
      })
      .finally(() => {
        this.fetching = undefined
      })
    return this.fetching
  }
}

/** The message that users see until the issuer has been found. */
class NotInitialized extends Error {}

const notInitialized = (): NotInitialized => new NotInitialized('oidc: authenticator not initialized')

export const isNotInitialized = (error: unknown): boolean => error instanceof NotInitialized

async function isSigned(token: string, {keys}: JSONWebKeySet, algorithms: string[]): Promise<boolean> {
  const {compactVerify, decodeProtectedHeader, importJWK} = await import('jose')
  const {kid, alg = ''} = decodeProtectedHeader(token)
  for (const key of keys ?? []) {
    if (kid && key.kid && key.kid !== kid) continue
    try {
      await compactVerify(token, await importJWK(key, alg), {algorithms})
      return true
    } catch {
      // Not this one.
    }
  }
  return false
}
