import {createHash} from 'node:crypto'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import type {TokenAuthenticator, TokenUser} from '../authentication/tokens.ts'
import {KeptAnswers} from './kept-answers.ts'
import {ReviewClient} from './review-client.ts'
import type {WebhookEndpoint} from './webhook-endpoint.ts'

export interface TokenWebhookOptions {
  endpoint: WebhookEndpoint
  /** `v1` or `v1beta1`. */
  version: string
  /** How long answers are believed; milliseconds. */
  ttl: number
  /** The API server's own audiences: those that an answer means which names none. */
  audiences: readonly string[]
  time: TimeSource
  /** See ReviewClient. */
  firstRetry?: number
}

interface Status {
  authenticated?: boolean
  user?: {username?: string; uid?: string; groups?: string[]; extra?: Record<string, string[]>}
  audiences?: string[]
  error?: string
}

/** Asks a server elsewhere whose token it is, by a TokenReview. */
export function tokenWebhook(options: TokenWebhookOptions): TokenAuthenticator {
  const {endpoint, time, version, ttl, audiences: own, firstRetry} = options
  const client = new ReviewClient({
    endpoint,
    timeoutSeconds: 30,
    time,
    ...(firstRetry !== undefined && {firstRetry}),
  })
  const answers = new KeptAnswers<{found: TokenUser | undefined}>(time.now)
  return {
    async authenticateToken(token, audiences) {
      const key = createHash('sha256')
        .update(JSON.stringify([token, audiences]))
        .digest('base64')
      const known = answers.get(key)
      if (known) return known.found
      const review = await client.review(tokenReview(token, audiences, version))
      const found = userOf((review['status'] ?? {}) as Status, audiences, own)
      answers.keep(key, {found}, ttl)
      return found
    },
  }
}

const tokenReview = (token: string, audiences: readonly string[], version: string) => ({
  kind: 'TokenReview',
  apiVersion: `authentication.k8s.io/${version}`,
  metadata: {},
  spec: {token, ...(audiences.length > 0 && {audiences})},
  status: {user: {}},
})

/** Throws what the webhook says is wrong with the token. */
function userOf(status: Status, wanted: readonly string[], own: readonly string[]): TokenUser | undefined {
  const meant = status.audiences?.length ? status.audiences : own
  const audiences = wanted.filter(audience => meant.includes(audience))
  if (wanted.length > 0 && audiences.length === 0) return undefined
  if (!status.authenticated) {
    if (status.error) throw new Error(status.error)
    return undefined
  }
  const {username = '', uid, groups = [], extra} = status.user ?? {}
  return {user: {name: username, groups, ...(uid && {uid}), ...(extra && {extra})}, audiences}
}
