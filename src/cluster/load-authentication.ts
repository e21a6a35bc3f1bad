import {readFileSync} from 'node:fs'
import {parseTokenFile} from './apiserver/auth/authentication/static-tokens.ts'
import {type AuthOptions, defaultIssuer} from './apiserver/auth/index.ts'
import {loadAuthentication} from './apiserver/auth/oidc/index.ts'
import type {Logger} from './runtime/logger.ts'
import type {AuthenticationSettings} from './lifecycle/settings.ts'

/** Reads the files that say whom the API server believes. Throws an Error that says what is wrong with them. */
export function readAuthentication(
  {tokenFile, configFile, oidc}: AuthenticationSettings,
  now: () => number,
  log?: Logger,
): Pick<AuthOptions, 'external' | 'staticUsers'> {
  return {
    ...(tokenFile && {staticUsers: parseTokenFile(readFileSync(tokenFile, 'utf8'), tokenFile)}),
    external: loadAuthentication({
      ...(configFile && {file: configFile}),
      ...(oidc && {flags: oidc}),
      disallowed: [defaultIssuer],
      now,
      ...(log && {log}),
    }),
  }
}
