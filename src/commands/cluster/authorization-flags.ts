import {resolve} from 'node:path'
import {string, stringSlice} from '../../cli/flags/flag.ts'
import type {Invocation} from '../../cli/invocation.ts'
import type {AuthorizationSettings} from '../../cluster/index.ts'

/** kube-apiserver's options of the same names: who decides what users may do. */
export const authorizationFlags = {
  'authorization-config': string({
    usage:
      'An AuthorizationConfiguration: who decides what users may do, in order; read again when it changes ("" for none).',
  }),
  'authorization-mode': stringSlice({
    default: ['Node', 'RBAC'],
    usage: 'Who decides, in order: AlwaysAllow, AlwaysDeny, ABAC, Webhook, RBAC, Node.',
  }),
  'authorization-policy-file': string({usage: "ABAC's policies, a JSON object a line."}),
  'authorization-webhook-config-file': string({
    usage: 'Where the Webhook authorizer is, in the format of a kubeconfig.',
  }),
  'authorization-webhook-version': string({
    default: 'v1beta1',
    usage: 'The version of the SubjectAccessReviews that it is sent.',
  }),
  'authorization-webhook-cache-authorized-ttl': string({
    default: '5m0s',
    usage: 'How long it is believed when it allows something.',
  }),
  'authorization-webhook-cache-unauthorized-ttl': string({
    default: '30s',
    usage: 'How long it is believed when it does not.',
  }),
}

type AuthorizationFlags = Invocation<typeof authorizationFlags>
const names = Object.keys(authorizationFlags) as (keyof typeof authorizationFlags)[]

/** What was asked for; undefined where nothing was, so that the cluster keeps what it has. */
export function authorizationOf(invocation: AuthorizationFlags): AuthorizationSettings | undefined {
  if (!names.some(name => invocation.changed(name))) return undefined
  const {flags} = invocation
  const given = <T>(name: (typeof names)[number], value: T): T | undefined =>
    invocation.changed(name) ? value : undefined
  const file = (name: keyof typeof authorizationFlags): string | undefined =>
    given(name, flags[name] ? resolve(String(flags[name])) : '')
  return defined({
    config: file('authorization-config'),
    modes: given('authorization-mode', flags['authorization-mode']),
    policyFile: file('authorization-policy-file'),
    webhookConfigFile: file('authorization-webhook-config-file'),
    webhookVersion: given('authorization-webhook-version', flags['authorization-webhook-version']),
    webhookAuthorizedTtl: given(
      'authorization-webhook-cache-authorized-ttl',
      flags['authorization-webhook-cache-authorized-ttl'],
    ),
    webhookUnauthorizedTtl: given(
      'authorization-webhook-cache-unauthorized-ttl',
      flags['authorization-webhook-cache-unauthorized-ttl'],
    ),
  })
}

const defined = (settings: Record<string, unknown>): AuthorizationSettings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
