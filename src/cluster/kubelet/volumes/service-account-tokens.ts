import type {Pod, Volume} from '../../../api/kinds.ts'
import type {ComponentContext} from '../../runtime/component.ts'

export type TokenProjection = NonNullable<
  NonNullable<NonNullable<Volume['projected']>['sources']>[number]['serviceAccountToken']
>

interface TokenRequest {
  spec: {expirationSeconds: number}
  status: {token: string; expirationTimestamp: string}
}

interface Kept {
  token: string
  /** Instants in milliseconds. */
  renew: number
  expires: number
}

/** However long a token lives, none is used longer. */
const longestUse = 24 * 3_600_000
/** At most so much earlier than it must, so that not all are renewed at once. */
const jitter = 10_000
/** How long after a failure it is tried again. */
const retry = 60_000

/**
 * The tokens of pods' service accounts on one node: each is kept until a fifth of its life is left, or for a day, and then renewed; one that cannot be
 * renewed is used for as long as it is good.
 */
export class ServiceAccountTokens {
  private readonly context: ComponentContext
  private readonly kept = new Map<string, Map<string, Kept>>()

  constructor(context: ComponentContext) {
    this.context = context
  }

  async token(pod: Pod, projection: TokenProjection): Promise<string> {
    const now = this.context.clock.now()
    const name = nameOf(projection)
    const known = this.kept.get(pod.metadata.uid!)?.get(name)
    if (known && now < known.renew) return known.token
    try {
      const fresh = this.keptOf(await this.request(pod, projection))
      this.keep(pod.metadata.uid!, name, fresh)
      return fresh.token
    } catch (error) {
      if (!known || now >= known.expires) throw error
      this.keep(pod.metadata.uid!, name, {...known, renew: now + retry})
      return known.token
    }
  }

  /** When the first of a volume's tokens is to be renewed; undefined for a volume without any. */
  renewalOf({metadata}: Pod, volume: Volume): number | undefined {
    const kept = this.kept.get(metadata.uid!)
    const due = (volume.projected?.sources ?? []).flatMap(({serviceAccountToken}) => {
      const token = serviceAccountToken && kept?.get(nameOf(serviceAccountToken))
      return token ? [token.renew] : []
    })
    return due.length > 0 ? Math.min(...due) : undefined
  }

  forget({metadata}: Pod): void {
    this.kept.delete(metadata.uid!)
  }

  private keep(uid: string, name: string, token: Kept): void {
    const tokens = this.kept.get(uid) ?? new Map<string, Kept>()
    this.kept.set(uid, tokens.set(name, token))
  }

  private keptOf({spec, status}: TokenRequest): Kept {
    const expires = Date.parse(status.expirationTimestamp)
    const life = spec.expirationSeconds * 1000
    const latest = Math.min(expires - life / 5, expires - life + longestUse)
    return {token: status.token, expires, renew: latest - this.context.random.of('tokens').number() * jitter}
  }

  private request(pod: Pod, {audience, expirationSeconds}: TokenProjection): Promise<TokenRequest> {
    const {namespace, name, uid} = pod.metadata
    const account = pod.spec!.serviceAccountName ?? 'default'
    const path = {group: '', version: 'v1', resource: 'serviceaccounts', namespace, name: account, subresource: 'token'}
    return this.context.client.create<TokenRequest>(path, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        audiences: audience ? [audience] : [],
        expirationSeconds: expirationSeconds ?? 3600,
        boundObjectRef: {apiVersion: 'v1', kind: 'Pod', name, uid},
      },
    })
  }
}

const nameOf = ({audience = '', expirationSeconds = 3600}: TokenProjection): string =>
  `${expirationSeconds} ${audience}`
