/**
 * Who decides what users may do, as `--authorization-config` or the `--authorization-*` options say it. Loaded only where somebody does.
 */
import {parseGoDuration} from '../../../../api/duration.ts'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import type {Logger} from '../../../runtime/logger.ts'
import type {Metrics} from '../../../runtime/metrics/metrics.ts'
import {ReloadedFile} from '../../reloaded-file.ts'
import {alwaysAllow, alwaysDeny, anyOf, type NamedAuthorizer, type RuleResolver} from '../authorizers.ts'
import type {Authorizer} from '../interfaces.ts'
import {compileCondition} from '../webhook/match-conditions.ts'
import {WebhookAuthorizer} from '../webhook/webhook-authorizer.ts'
import {webhookEndpoint} from '../webhook/webhook-endpoint.ts'
import {attributePolicies} from './attribute-policies.ts'
import type {AuthorizationConfiguration, AuthorizerConfiguration} from './authorization-configuration.ts'
import {type AuthorizationSettings, configurationOfFlags} from './authorization-flags.ts'
import {loadAuthorization} from './load-authorization.ts'

export type {AuthorizationSettings} from './authorization-flags.ts'

/** Builds the chain from what the cluster itself has: the authorizers of nodes and of roles. */
export type AuthorizationChoice = (cluster: {
  node: NamedAuthorizer
  rbac: NamedAuthorizer
  metrics?: Metrics
}) => Authorizer & RuleResolver

export interface AuthorizationOptions {
  time: TimeSource
  log?: Logger
}

/** Reads and checks what was chosen; a configuration's file is read again when it changes. Throws an Error in kube-apiserver's words. */
export function chooseAuthorization(
  settings: AuthorizationSettings,
  options: AuthorizationOptions,
): AuthorizationChoice {
  const {config: file, ...flags} = settings
  if (file && Object.values(flags).some(value => value !== undefined && value.length > 0))
    throw new Error(
      '--authorization-config can not be specified when --authorization-mode or --authorization-webhook-* flags are defined',
    )
  const first = file ? loadAuthorization(file) : configurationOfFlags(settings)
  const policies = settings.policyFile ? attributePolicies(settings.policyFile) : undefined
  return ({node, rbac, metrics}) => {
    const types = new Set((first.authorizers ?? []).map(({type}) => type))
    const known = new Map(
      [node, rbac, alwaysAllow, alwaysDeny, ...(policies ? [policies] : [])].map(one => [one.type, one]),
    )
    const build = (configuration: AuthorizationConfiguration) =>
      anyOf(
        (configuration.authorizers ?? []).map(one => {
          if (one.type === 'Webhook') return webhook(one, options, metrics)
          const found = known.get(one.type ?? '')
          if (found && (types.has(one.type) || one.type?.startsWith('Always'))) return found
          throw new Error(`authorizer type ${one.type} is not allowed if it was not enabled at initial server startup`)
        }),
      )
    if (!file) return build(first)
    const chain = new ReloadedFile({
      path: file,
      load: () => build(loadAuthorization(file, [...types].map(String))),
      now: options.time.now,
      ...(options.log && {log: options.log}),
    })
    return {
      authorize: attributes => chain.current.authorize(attributes),
      rulesFor: (user, namespace) => chain.current.rulesFor(user, namespace),
    }
  }
}

function webhook(
  {name = '', webhook: configuration}: AuthorizerConfiguration,
  {time}: AuthorizationOptions,
  metrics: Metrics | undefined,
): NamedAuthorizer {
  const {
    authorizedTTL,
    cacheAuthorizedRequests = true,
    unauthorizedTTL,
    cacheUnauthorizedRequests = true,
    timeout,
    subjectAccessReviewVersion: version = 'v1',
    failurePolicy,
    connectionInfo,
    matchConditions = [],
  } = configuration!
  const file = connectionInfo?.kubeConfigFile
  if (!file)
    throw new Error(
      `authorizer ${name}: no configuration has been provided, try setting KUBERNETES_MASTER environment variable`,
    )
  const authorizer = new WebhookAuthorizer({
    name,
    endpoint: webhookEndpoint(file, time.now),
    version,
    timeoutSeconds: milliseconds(timeout, '30s') / 1000,
    authorizedTtl: cacheAuthorizedRequests ? milliseconds(authorizedTTL, '5m') : 0,
    unauthorizedTtl: cacheUnauthorizedRequests ? milliseconds(unauthorizedTTL, '30s') : 0,
    failurePolicy: failurePolicy === 'Deny' ? 'Deny' : 'NoOpinion',
    conditions: matchConditions.map(({expression = ''}) => {
      const outcome = compileCondition(expression)
      if ('problem' in outcome) throw new Error(outcome.problem)
      return {expression, program: outcome.program}
    }),
    time,
    ...(metrics && {metrics}),
  })
  return {
    type: 'Webhook',
    name,
    authorize: attributes => authorizer.authorize(attributes),
    rulesFor: () =>
      Promise.resolve({
        rules: [],
        incomplete: true,
        error: 'webhook authorizer does not support user rule resolution',
      }),
  }
}

const milliseconds = (text: string | undefined, usual: string): number =>
  Number(parseGoDuration(text || usual) / 1_000_000n)
