/**
 * JSON Web Tokens of OpenID Connect issuers, as an AuthenticationConfiguration or the `--oidc-*` options describe them. Loaded only where there are such.
 */
import type {Logger} from '../../../runtime/logger.ts'
import {ReloadedFile} from '../../reloaded-file.ts'
import {anyToken, type TokenAuthenticator} from '../authentication/tokens.ts'
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
  log?: Logger
}

/** Who is believed beside the cluster itself. */
export interface ExternalAuthentication {
  tokens: TokenAuthenticator[]
  anonymous?: AnonymousConfiguration
}

/**
 * Reads, checks and builds it. Nobody is asked before a token comes. A file is read again when it changes, as far as it tells of issuers; who may come
 * without credentials is settled at the start. Throws an Error that says what is wrong.
 */
export function loadAuthentication(options: AuthenticationOptions): ExternalAuthentication {
  const {anonymous, ...first} = configured(options)
  const {file, now, log} = options
  if (!file) return {tokens: authenticators(first, options), ...(anonymous && {anonymous})}
  const issuers = new ReloadedFile({
    path: file,
    load: () => authenticators(loadConfiguration(file, options.disallowed), options),
    now,
    ...(log && {log}),
  })
  return {
    tokens: [{authenticateToken: (token, audiences) => anyToken(issuers.current).authenticateToken(token, audiences)}],
    ...(anonymous && {anonymous}),
  }
}

function authenticators(
  {jwt = []}: AuthenticationConfiguration,
  {now, fetch = fetchJson}: AuthenticationOptions,
): OidcAuthenticator[] {
  return jwt.map(configuration => new OidcAuthenticator(configuration, {now, fetch}))
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
