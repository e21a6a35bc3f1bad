/**
 * JSON Web Tokens of OpenID Connect issuers, as an AuthenticationConfiguration or the `--oidc-*` options describe them. Loaded only where there are such.
 */
import type {TokenAuthenticator} from '../authentication/tokens.ts'
import type {AnonymousConfiguration, AuthenticationConfiguration} from './authentication-configuration.ts'
import {fetchJson} from './fetch-json.ts'
import type {FetchJson} from './issuer-keys.ts'
import {checkConfiguration, loadConfiguration} from './load-configuration.ts'
import {OidcAuthenticator} from './oidc-authenticator.ts'
import {configurationOf, type OidcFlags} from './oidc-flags.ts'

export type {OidcFlags} from './oidc-flags.ts'

export interface AuthenticationOptions {
  /** An AuthenticationConfiguration's file. */
  file?: string
  flags?: OidcFlags
  /** Issuers that nobody else may be, as the cluster's own. */
  disallowed: readonly string[]
  /** The system's time. */
  now(): number
  fetch?: FetchJson
}

/** Who is believed beside the cluster itself. */
export interface ExternalAuthentication {
  tokens: TokenAuthenticator[]
  anonymous?: AnonymousConfiguration
}

/** Reads, checks and builds it. Nobody is asked before a token comes. Throws an Error that says what is wrong. */
export function loadAuthentication(options: AuthenticationOptions): ExternalAuthentication {
  const {jwt = [], anonymous} = configured(options)
  const {now, fetch = fetchJson} = options
  return {
    tokens: jwt.map(configuration => new OidcAuthenticator(configuration, {now, fetch})),
    ...(anonymous && {anonymous}),
  }
}

function configured({file, flags, disallowed}: AuthenticationOptions): AuthenticationConfiguration {
  const flagged = Object.keys(flags ?? {}).length > 0
  if (file && flagged) throw new Error('authentication-config file and oidc-* flags are mutually exclusive')
  if (file) return loadConfiguration(file, disallowed)
  if (!flagged) return {}
  const configuration = {jwt: [configurationOf(flags!)]}
  checkConfiguration(configuration, disallowed)
  return configuration
}
