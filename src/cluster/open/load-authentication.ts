import {readFileSync} from 'node:fs'
import {parseGoDuration} from '../../api/duration.ts'
import {parseTokenFile} from '../apiserver/auth/authentication/static-tokens.ts'
import {type AuthOptions, defaultIssuer} from '../apiserver/auth/index.ts'
import {loadAuthentication} from '../apiserver/auth/oidc/index.ts'
import {tokenWebhook} from '../apiserver/auth/webhook/token-webhook.ts'
import {webhookEndpoint} from '../apiserver/auth/webhook/webhook-endpoint.ts'
import type {AuthenticationSettings, TokenWebhookSettings} from '../lifecycle/settings.ts'
import type {TimeSource} from '../runtime/cluster-clock.ts'
import type {Logger} from '../runtime/logger.ts'

/** Reads the files that say whom the API server believes. Throws an Error that says what is wrong with them. */
export function readAuthentication(
  {tokenFile, configFile, oidc, tokenWebhook: webhook}: AuthenticationSettings,
  time: TimeSource,
  log?: Logger,
): Pick<AuthOptions, 'external' | 'staticUsers' | 'tokenWebhook'> {
  return {
    ...(tokenFile && {staticUsers: parseTokenFile(readFileSync(tokenFile, 'utf8'), tokenFile)}),
    external: loadAuthentication({
      ...(configFile && {file: configFile}),
      ...(oidc && {flags: oidc}),
      disallowed: [defaultIssuer],
      now: time.now,
      ...(log && {log}),
    }),
    ...(webhook && {tokenWebhook: tokenWebhookOf(webhook, time)}),
  }
}

function tokenWebhookOf({file, version, ttl}: TokenWebhookSettings, time: TimeSource) {
  if (version !== 'v1' && version !== 'v1beta1')
    throw new Error(
      `unsupported authentication webhook version ${JSON.stringify(version)}, supported versions are "v1", "v1beta1"`,
    )
  const endpoint = webhookEndpoint(file, time.now)
  const milliseconds = Number(parseGoDuration(ttl) / 1_000_000n)
  return (audiences: readonly string[]) => tokenWebhook({endpoint, version, ttl: milliseconds, audiences, time})
}
