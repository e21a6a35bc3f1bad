import {readFileSync} from 'node:fs'
import type {JwtConfiguration} from './authentication-configuration.ts'
import {allAlgorithms} from './oidc-authenticator.ts'

/** kube-apiserver's `--oidc-*` options, by their names without the prefix. */
export interface OidcFlags {
  'issuer-url'?: string
  'client-id'?: string
  'ca-file'?: string
  'username-claim'?: string
  'username-prefix'?: string
  'groups-claim'?: string
  'groups-prefix'?: string
  'signing-algs'?: string[]
  /** `key=value` each. */
  'required-claim'?: string[]
}

/** The same said as a configuration. Throws an Error in kube-apiserver's words. */
export function configurationOf(flags: OidcFlags): JwtConfiguration {
  const {'issuer-url': url = '', 'client-id': client = '', 'signing-algs': algorithms = ['RS256']} = flags
  if (!url || !client)
    throw new Error('oidc-issuer-url and oidc-client-id must be specified together when any oidc-* flags are set')
  const unknown = algorithms.find(name => !allAlgorithms.includes(name))
  if (unknown) throw new Error(`oidc: unsupported signing alg: ${JSON.stringify(unknown)}`)
  const {'username-claim': claim = 'sub', 'groups-claim': groups} = flags
  return {
    issuer: {
      url,
      audiences: [client],
      ...(flags['ca-file'] && {certificateAuthority: readFileSync(flags['ca-file'], 'utf8')}),
    },
    algorithms,
    claimMappings: {
      username: {claim, prefix: usernamePrefix(flags['username-prefix'], claim, url)},
      ...(groups && {groups: {claim: groups, prefix: flags['groups-prefix'] ?? ''}}),
    },
    claimValidationRules: (flags['required-claim'] ?? []).map(pair => {
      const mark = pair.indexOf('=')
      if (mark < 0) throw new Error(`malformed pair, expect string=string: ${JSON.stringify(pair)}`)
      return {claim: pair.slice(0, mark), requiredValue: pair.slice(mark + 1)}
    }),
  }
}

/** Names other than addresses are told apart from those of other issuers, unless `-` says not to. */
function usernamePrefix(given: string | undefined, claim: string, url: string): string {
  if (given === '-') return ''
  if (given) return given
  return claim === 'email' ? '' : `${url}#`
}
