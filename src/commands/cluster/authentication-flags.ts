import {resolve} from 'node:path'
import {string, stringArray, stringSlice} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import type {AuthenticationSettings} from '../../cluster/index.ts'

/** kube-apiserver's options of the same names: whom the API server believes beside the cluster's own certificates and tokens. */
export const authenticationFlags = {
  'token-auth-file': string({usage: 'A file of static tokens: token,user,uid,"group1,group2" a line ("" for none).'}),
  'authentication-config': string({
    usage: 'An AuthenticationConfiguration: issuers of JSON Web Tokens, and who may be anonymous ("" for none).',
  }),
  'authentication-token-webhook-config-file': string({
    usage: 'Where a server is that knows tokens, in the format of a kubeconfig ("" for none).',
  }),
  'authentication-token-webhook-version': string({
    default: 'v1beta1',
    usage: 'The version of the TokenReviews that it is sent.',
  }),
  'authentication-token-webhook-cache-ttl': string({default: '2m0s', usage: 'How long its answers are believed.'}),
  'oidc-issuer-url': string({usage: 'The URL of the OpenID issuer, only HTTPS.'}),
  'oidc-client-id': string({usage: 'The client ID that the tokens are issued for.'}),
  'oidc-ca-file': string({usage: "The authority of the issuer's certificate; the machine's own if there is none."}),
  'oidc-username-claim': string({default: 'sub', usage: 'The claim that holds the user name.'}),
  'oidc-username-prefix': string({usage: 'What user names begin with; "-" for nothing.'}),
  'oidc-groups-claim': string({usage: 'The claim that holds the groups: text or a list of it.'}),
  'oidc-groups-prefix': string({usage: 'What groups begin with.'}),
  'oidc-signing-algs': stringSlice({default: ['RS256'], usage: 'The algorithms that tokens may be signed with.'}),
  'oidc-required-claim': stringArray({usage: 'A key=value that tokens must claim; may be given more than once.'}),
}

type AuthenticationFlags = Invocation<typeof authenticationFlags>
const names = Object.keys(authenticationFlags) as (keyof typeof authenticationFlags)[]

/** What was asked for; undefined where nothing was, so that the cluster keeps what it has. */
export function authenticationOf(invocation: AuthenticationFlags): AuthenticationSettings | undefined {
  const given = names.filter(name => invocation.changed(name))
  if (given.length === 0) return undefined
  const {flags} = invocation
  const oidc = Object.fromEntries(
    given.flatMap(name => {
      const value = name === 'oidc-ca-file' ? pathOf(flags[name]) : flags[name]
      return name.startsWith('oidc-') && value.length > 0 ? [[name.slice('oidc-'.length), value]] : []
    }),
  )
  const webhook = flags['authentication-token-webhook-config-file']
  return {
    tokenFile: pathOf(flags['token-auth-file']),
    configFile: pathOf(flags['authentication-config']),
    ...(webhook && {
      tokenWebhook: {
        file: pathOf(webhook),
        version: flags['authentication-token-webhook-version'],
        ttl: flags['authentication-token-webhook-cache-ttl'],
      },
    }),
    ...(Object.keys(oidc).length > 0 && {oidc}),
  }
}

/** Other commands run elsewhere. */
const pathOf = (file: string): string => (file ? resolve(file) : '')
