/**
 * Who is asking, and may they? Authentication, authorization, impersonation, service account tokens and the reviews that ask about them.
 * It reads stored objects through ObjectSource and knows no handler; transports only bring it what a connection proves.
 */

import type {Pki} from '../../pki/index.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {Metrics} from '../../runtime/metrics/metrics.ts'
import type {Random} from '../../runtime/random.ts'
import type {AdmissionPlugin} from '../admission/admission.ts'
import {certificateLifetimes} from '../metrics/access-metrics.ts'
import {countingTokens, tokenMetrics} from '../metrics/token-metrics.ts'
import type {ServerParts} from '../server-parts.ts'
import type {UserInfo} from '../server-request.ts'
import {anonymousRule} from './authentication/anonymous.ts'
import {bootstrapTokens} from './authentication/bootstrap-tokens.ts'
import {authenticatorChain} from './authentication/chain.ts'
import {ClientCertificateAuthenticator, ClientCertificates} from './authentication/client-certificate.ts'
import {FrontProxyAuthenticator} from './authentication/front-proxy.ts'
import {staticTokens} from './authentication/static-tokens.ts'
import {anyToken, BearerAuthenticator, forAudiences, type TokenAuthenticator} from './authentication/tokens.ts'
import type {AuthorizationChoice} from './authorization/index.ts'
import {anyOf, named, nodeRules} from './authorizers.ts'
import type {Authenticator, Authorizer} from './interfaces.ts'
import {NodeAuthorizer} from './node/node-authorizer.ts'
import type {ObjectSource} from './object-source.ts'
import type {ExternalAuthentication} from './oidc/index.ts'
import {EscalationGuard} from './rbac/escalation.ts'
import {rbacEscalation} from './rbac/escalation-plugin.ts'
import {RbacAuthorizer} from './rbac/rbac-authorizer.ts'
import {reviewKinds} from './reviews/kinds.ts'
import {BoundTokens} from './service-accounts/bound-tokens.ts'
import {type LegacyTokenOptions, legacyTokens} from './service-accounts/legacy-tokens.ts'
import {type SigningKey, signingKey} from './service-accounts/signing-key.ts'
import {ServiceAccountTokenIssuer} from './service-accounts/token-issuer.ts'

export {forbiddenAttributes} from './forbidden.ts'
export {impersonation} from './impersonation.ts'
export {type ObjectSource, StoredObjects} from './object-source.ts'
export {type Review, type ReviewContext, reviews} from './reviews/index.ts'
export {signLegacyToken} from './service-accounts/legacy-tokens.ts'

/** The issuer and audience of a cluster's service account tokens. */
export const defaultIssuer = 'https://kubernetes.default.svc.cluster.local'

export interface AuthOptions {
  source: ObjectSource
  clock: Clock
  random: Random
  pki: Pki
  /** The system's time, in which certificates are valid. */
  now(): number
  issuer?: string
  staticUsers?: readonly {token: string; user: UserInfo}[]
  /** Issuers of tokens beside the cluster itself, and who may come without any. */
  external?: ExternalAuthentication
  /** A server elsewhere that knows tokens, of these audiences if it does not say of which. */
  tokenWebhook?(audiences: readonly string[]): TokenAuthenticator
  /** Absent: the Node authorizer, then RBAC. */
  authorization?: AuthorizationChoice
  metrics?: Metrics
  /** Notes on a legacy token's secret that it was used. */
  labelSecret?: LegacyTokenOptions['labelSecret']
}

/** Everything that the API server needs to know its users. */
export interface Auth {
  authenticator: Authenticator
  authorizer: Authorizer
  /** Refuses grants of more than one has. */
  admission: AdmissionPlugin
  /** The reviews, for the API server's `kinds`. */
  kinds: NonNullable<ServerParts['kinds']>
  tokens: TokenAuthenticator
  issuer: ServiceAccountTokenIssuer
  /** The issuer of service account tokens. */
  issuerUrl: string
  /** The key of service account tokens. */
  signingKey(): SigningKey
  stop(): void
}

/** Builds them as a kubeadm cluster has them: Node and RBAC authorization, every kind of credentials. Nothing is read before it is needed. */
export function openAuth({
  source,
  clock,
  random,
  pki,
  now,
  issuer = defaultIssuer,
  staticUsers = [],
  external = {tokens: []},
  tokenWebhook,
  authorization,
  metrics,
  labelSecret,
}: AuthOptions): Auth {
  let key: SigningKey | undefined
  const signing = () => {
    key ??= signingKey(pki.serviceAccountKeys())
    return key
  }
  const audiences = [issuer]
  const used = metrics && tokenMetrics(metrics)
  const kinds = anyToken([
    forAudiences(audiences, staticTokens(staticUsers)),
    new BoundTokens({issuer, key: signing, source, clock, ...(used && {used})}),
    legacyTokens({
      source,
      key: signing,
      audiences,
      now: () => clock.now(),
      ...(used && {used}),
      ...(labelSecret && {labelSecret}),
    }),
    forAudiences(audiences, bootstrapTokens(source, clock)),
    ...external.tokens.map(each => forAudiences(audiences, each)),
    ...(tokenWebhook ? [tokenWebhook(audiences)] : []),
  ])
  const tokens = metrics ? countingTokens(metrics, kinds) : kinds
  const clients = new ClientCertificates(() => pki.ca().certificate, now)
  const proxies = new ClientCertificates(() => pki.frontProxyCa().certificate, now)
  const rbac = new RbacAuthorizer(source)
  const nodes = new NodeAuthorizer(source)
  const own = {node: named('Node', nodes, nodeRules), rbac: named('RBAC', rbac, rbac)}
  const authorizer = authorization?.({...own, ...(metrics && {metrics})}) ?? anyOf([own.node, own.rbac])
  return {
    authenticator: authenticatorChain(
      [
        new FrontProxyAuthenticator(proxies),
        new ClientCertificateAuthenticator(clients, now, metrics && certificateLifetimes(metrics)),
        new BearerAuthenticator(tokens, audiences),
      ],
      anonymousRule(external.anonymous),
    ),
    authorizer,
    admission: rbacEscalation(new EscalationGuard(rbac, authorizer)),
    kinds: reviewKinds({rules: authorizer, tokens, audiences}),
    tokens,
    issuer: new ServiceAccountTokenIssuer({issuer, audiences, key: signing, clock, random}),
    issuerUrl: issuer,
    signingKey: signing,
    stop() {
      rbac.stop()
      nodes.stop()
    },
  }
}
