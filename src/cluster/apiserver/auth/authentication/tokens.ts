import {unauthorized} from '../../../../api/status-error.ts'
import type {ServerRequest, UserInfo} from '../../server-request.ts'
import {bearerToken, headerValues} from '../headers.ts'
import type {Authenticator} from '../interfaces.ts'

/** A user known by a token, and the audiences that the token is meant for, of those that were asked for. */
export interface TokenUser {
  user: UserInfo
  audiences: string[]
}

/** Knows one kind of bearer tokens. Undefined: none of mine; throws what is wrong with mine. */
export interface TokenAuthenticator {
  authenticateToken(token: string, audiences: readonly string[]): Promise<TokenUser | undefined>
}

/** Asks every kind in turn; throws the first complaint if none knows the token. */
export const anyToken = (kinds: readonly TokenAuthenticator[]): TokenAuthenticator => ({
  async authenticateToken(token, audiences) {
    let complaint: unknown
    for (const kind of kinds) {
      try {
        const found = await kind.authenticateToken(token, audiences)
        if (found) return found
      } catch (error) {
        complaint ??= error
      }
    }
    if (complaint !== undefined) throw complaint
    return undefined
  },
})

/** Tokens that say nothing of an audience are meant for the API server, and for nobody else. */
export const forAudiences = (own: readonly string[], tokens: TokenAuthenticator): TokenAuthenticator => ({
  async authenticateToken(token, audiences) {
    const common = audiences.filter(audience => own.includes(audience))
    return common.length > 0 || audiences.length === 0 ? tokens.authenticateToken(token, common) : undefined
  },
})

/** Reads the bearer token of a request, also of a WebSocket's subprotocol, where browsers must put it. */
export class BearerAuthenticator implements Authenticator {
  private readonly tokens: TokenAuthenticator
  private readonly audiences: readonly string[]

  constructor(tokens: TokenAuthenticator, audiences: readonly string[]) {
    this.tokens = tokens
    this.audiences = audiences
  }

  async authenticate(request: ServerRequest): Promise<UserInfo | undefined> {
    const token = bearerToken(request) ?? subprotocolToken(request)
    if (token === undefined) return undefined
    const found = await this.tokens.authenticateToken(token, this.audiences)
    if (!found) throw unauthorized()
    return found.user
  }
}

const subprotocolPrefix = 'base64url.bearer.authorization.k8s.io.'

function subprotocolToken(request: ServerRequest): string | undefined {
  const protocols = headerValues(request, 'sec-websocket-protocol').flatMap(value => value.split(/,\s*/))
  const encoded = protocols.find(protocol => protocol.startsWith(subprotocolPrefix))
  return encoded && Buffer.from(encoded.slice(subprotocolPrefix.length), 'base64url').toString()
}
