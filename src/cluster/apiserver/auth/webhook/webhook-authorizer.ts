import type {JsonObject} from '../../../../api/object.ts'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import type {Metrics} from '../../../runtime/metrics/metrics.ts'
import type {Attributes, Authorizer, Decision} from '../interfaces.ts'
import {accessReview, accessReviewSpec} from './access-review.ts'
import {KeptAnswers} from './kept-answers.ts'
import {type CompiledCondition, matchConditions} from './match-conditions.ts'
import {ReviewClient} from './review-client.ts'
import type {WebhookEndpoint} from './webhook-endpoint.ts'
import {type WebhookMetrics, webhookMetrics} from './webhook-metrics.ts'

export interface WebhookAuthorizerOptions {
  name: string
  endpoint: WebhookEndpoint
  /** `v1` or `v1beta1`. */
  version: string
  timeoutSeconds: number
  /** How long answers are believed; milliseconds, 0 for not at all. */
  authorizedTtl: number
  unauthorizedTtl: number
  /** What a webhook that cannot be asked means. */
  failurePolicy: 'NoOpinion' | 'Deny'
  conditions: readonly CompiledCondition[]
  time: TimeSource
  /** See ReviewClient. */
  firstRetry?: number
  metrics?: Metrics
}

interface Verdict {
  allowed?: boolean
  denied?: boolean
  reason?: string
}

/** Longer questions are not remembered, or somebody could fill the memory with them; characters. */
const longestQuestion = 10_000

/** Asks a server elsewhere by a SubjectAccessReview, if the conditions say so. */
export class WebhookAuthorizer implements Authorizer {
  private readonly options: WebhookAuthorizerOptions
  private readonly client: ReviewClient
  private readonly answers: KeptAnswers<Verdict>
  private readonly metrics: WebhookMetrics | undefined

  constructor(options: WebhookAuthorizerOptions) {
    const {endpoint, timeoutSeconds, time, firstRetry, metrics, name} = options
    this.options = options
    this.metrics = metrics && webhookMetrics(metrics, name)
    this.answers = new KeptAnswers(time.now)
    this.client = new ReviewClient({
      endpoint,
      timeoutSeconds,
      time,
      ...(firstRetry !== undefined && {firstRetry}),
      onAttempt: attempt => this.metrics?.evaluated(attempt),
    })
  }

  async authorize(attributes: Attributes): Promise<Decision> {
    const spec = accessReviewSpec(attributes)
    const {conditions} = this.options
    if (conditions.length > 0) {
      const matching = matchConditions(conditions, spec)
      this.metrics?.matched(matching)
      if ('error' in matching) return this.failed(matching.error)
      if (!matching.matches) return {allowed: false}
    }
    try {
      return decisionOf(await this.verdict(attributes, spec))
    } catch (error) {
      if (this.options.failurePolicy === 'NoOpinion') this.metrics?.failedOpen()
      return this.failed((error as Error).message)
    }
  }

  private async verdict(attributes: Attributes, spec: JsonObject): Promise<Verdict> {
    const key = JSON.stringify(spec)
    const known = this.answers.get(key)
    if (known) return known
    const answer = await this.client.review(accessReview(spec, this.options.version))
    const verdict = (answer['status'] ?? {}) as Verdict
    const {authorizedTtl, unauthorizedTtl} = this.options
    if (sizeOf(attributes) < longestQuestion)
      this.answers.keep(key, verdict, verdict.allowed ? authorizedTtl : unauthorizedTtl)
    return verdict
  }

  private failed(error: string): Decision {
    return {allowed: false, error, ...(this.options.failurePolicy === 'Deny' && {denied: true})}
  }
}

function decisionOf({allowed = false, denied = false, reason}: Verdict): Decision {
  const why = reason ? {reason} : {}
  if (denied && allowed)
    return {
      allowed: false,
      denied,
      ...why,
      error: 'webhook subject access review returned both allow and deny response',
    }
  return {allowed, ...(denied && {denied}), ...why}
}

const sizeOf = ({namespace, verb, group, version, resource, subresource, name, path}: Attributes): number =>
  [namespace, verb, group, version, resource, subresource, name, path].reduce((sum, text) => sum + text.length, 0)
