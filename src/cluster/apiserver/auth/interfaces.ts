import type {ServerRequest, UserInfo} from '../server-request.ts'

/** Finds out who is asking. Authenticators form a chain: the first that answers wins. */
export interface Authenticator {
  /** The user that the request proves to be, or undefined where it brings no credentials of this kind. Throws `unauthorized` for bad ones. */
  authenticate(request: ServerRequest): Promise<UserInfo | undefined>
}

/** What a user wants to do: to a resource, or to a path that is none. */
export interface Attributes {
  user: UserInfo
  /** get, list, watch, create, update, patch, delete, deletecollection …; for paths the HTTP method in lower case. */
  verb: string
  resourceRequest: boolean
  group: string
  version: string
  resource: string
  subresource: string
  namespace: string
  name: string
  path: string
  /** The selectors of a list, watch or deletecollection, where the request has them. */
  fieldSelector?: string
  labelSelector?: string
}

export interface Decision {
  allowed: boolean
  /** No opinion is not the same as no to the next authorizer in a chain; to the client it is. */
  denied?: boolean
  reason?: string
  /** Why it could not be decided properly. Where nobody allows it for all that, the fault is the server's own. */
  error?: string
  /** Who of a chain has decided. */
  by?: {type: string; name: string}
}

/** Decides whether a user may. */
export interface Authorizer {
  authorize(attributes: Attributes): Promise<Decision>
}

/** Turns the user into the one that the request's Impersonate- headers name, if the user may; throws Forbidden otherwise. */
export interface Impersonation {
  /** Whether a request names anybody. */
  isWanted(request: ServerRequest): boolean
  impersonate(request: ServerRequest, user: UserInfo, authorizer: Authorizer): Promise<UserInfo>
}

/** Issues tokens for `serviceaccounts/token`; the request and the answer are TokenRequest objects. */
export interface TokenIssuer {
  issue(request: {
    namespace: string
    name: string
    uid: string
    audiences?: string[]
    expirationSeconds?: number
    boundObject?: {kind: string; apiVersion: string; name: string; uid: string}
    /** The node of a pod that the token is bound to. */
    node?: {name: string; uid: string}
  }): Promise<{token: string; expirationTimestamp: string}>
  /** Those that a token is meant for when none are asked for. */
  readonly audiences: string[]
}
