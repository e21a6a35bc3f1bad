import {createHash} from 'node:crypto'
import type {KubeObject} from '../../../../api/object.ts'
import type {Clock} from '../../../runtime/clock.ts'
import type {TokenMetrics} from '../../metrics/token-metrics.ts'
import type {UserInfo} from '../../server-request.ts'
import type {TokenAuthenticator, TokenUser} from '../authentication/tokens.ts'
import {jwtPayload} from '../jwt-payload.ts'
import type {ObjectSource} from '../object-source.ts'
import {type ServiceAccountClaims, serviceAccountGroups, serviceAccountUser} from './claims.ts'
import {type SigningKey, verifiedPayload} from './signing-key.ts'

/** Clocks may differ that much; seconds. */
const leeway = 60

export interface BoundTokenOptions {
  issuer: string
  key(): SigningKey
  source: ObjectSource
  clock: Clock
  /** Counts what is used. */
  used?: TokenMetrics
}

/** Service account tokens that this cluster has signed, while their account and the object that they are bound to exist. */
export class BoundTokens implements TokenAuthenticator {
  private readonly options: BoundTokenOptions
  /** Claims of tokens whose signatures have been checked; a signature does not change. */
  private readonly checked = new Map<string, ServiceAccountClaims>()

  constructor(options: BoundTokenOptions) {
    this.options = options
  }

  async authenticateToken(token: string, audiences: readonly string[]): Promise<TokenUser | undefined> {
    if (jwtPayload<ServiceAccountClaims>(token)?.iss !== this.options.issuer) return undefined
    const claims = await this.claimsOf(token)
    const common = audiences.filter(audience => claims.aud.includes(audience))
    if (audiences.length > 0 && common.length === 0)
      throw new Error(`token audiences ${quoted(claims.aud)} is invalid for the target audiences ${quoted(audiences)}`)
    this.checkTimes(claims)
    await this.checkObjects(claims)
    const {warnafter} = claims['kubernetes.io']
    this.options.used?.bound(warnafter !== undefined && this.options.clock.now() / 1000 > warnafter)
    return {user: userOf(claims), audiences: common}
  }

  private async claimsOf(token: string): Promise<ServiceAccountClaims> {
    const digest = createHash('sha256').update(token).digest('base64')
    const known = this.checked.get(digest)
    if (known) return known
    const payload = await verifiedPayload(token, this.options.key())
    const claims = JSON.parse(payload) as ServiceAccountClaims
    if (this.checked.size >= 10_000) this.checked.clear()
    this.checked.set(digest, {...claims, aud: [claims.aud].flat()})
    return this.checked.get(digest)!
  }

  private checkTimes({exp, nbf, iat}: ServiceAccountClaims): void {
    const now = this.options.clock.now() / 1000
    if (now - leeway > exp) throw new Error('service account token has expired')
    if (now + leeway < nbf) throw new Error('service account token is not valid yet')
    if (now + leeway < iat) throw new Error('service account token is issued in the future')
  }

  private async checkObjects({'kubernetes.io': bound}: ServiceAccountClaims): Promise<void> {
    const {namespace, serviceaccount, secret, pod, node} = bound
    const account = await this.object('serviceaccounts', namespace, serviceaccount.name)
    if (!account) throw new Error(`serviceaccounts ${JSON.stringify(serviceaccount.name)} not found`)
    const {uid} = account.metadata
    if (uid !== serviceaccount.uid)
      throw new Error(`service account UID (${uid}) does not match claim (${serviceaccount.uid})`)
    if (this.gone(account)) throw new Error(`service account ${namespace}/${serviceaccount.name} has been deleted`)
    if (secret) await this.checkBound('secrets', 'secret', namespace, secret)
    if (pod) await this.checkBound('pods', 'pod', namespace, pod)
    else if (node) await this.checkBound('nodes', 'node', '', node)
  }

  private async checkBound(
    resource: string,
    kind: 'secret' | 'pod' | 'node',
    namespace: string,
    {name, uid}: {name: string; uid: string},
  ): Promise<void> {
    const object = await this.object(resource, namespace, name)
    if (!object || this.gone(object)) throw new Error('service account token has been invalidated')
    if (object.metadata.uid === uid) return
    const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
    const shown = kind === 'secret' ? kind : title
    throw new Error(`${shown} UID (${object.metadata.uid}) does not match service account ${kind} ref claim (${uid})`)
  }

  private object(resource: string, namespace: string, name: string): Promise<KubeObject | undefined> {
    return this.options.source.get({group: '', version: 'v1', resource}, namespace, name)
  }

  private gone({metadata}: KubeObject): boolean {
    const since = metadata.deletionTimestamp
    return since !== undefined && Date.parse(since) < this.options.clock.now() - leeway * 1000
  }
}

function userOf({jti, 'kubernetes.io': {namespace, serviceaccount, pod, node}}: ServiceAccountClaims): UserInfo {
  const extra: Record<string, string[]> = {
    ...(jti && {'authentication.kubernetes.io/credential-id': [`JTI=${jti}`]}),
    ...(node && {
      'authentication.kubernetes.io/node-name': [node.name],
      ...(node.uid && {'authentication.kubernetes.io/node-uid': [node.uid]}),
    }),
    ...(pod && {
      'authentication.kubernetes.io/pod-name': [pod.name],
      'authentication.kubernetes.io/pod-uid': [pod.uid],
    }),
  }
  return {
    name: serviceAccountUser(namespace, serviceaccount.name),
    uid: serviceaccount.uid,
    groups: serviceAccountGroups(namespace),
    ...(Object.keys(extra).length > 0 && {extra}),
  }
}

const quoted = (words: readonly string[]): string => `[${words.map(word => JSON.stringify(word)).join(' ')}]`
