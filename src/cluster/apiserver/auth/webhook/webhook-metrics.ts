import {defaultBuckets} from '../../../runtime/metrics/default-buckets.ts'
import type {Metrics} from '../../../runtime/metrics/metrics.ts'
import type {Matching} from './match-conditions.ts'
import type {Attempt} from './review-client.ts'

/** What is counted of a webhook authorizer. */
export interface WebhookMetrics {
  evaluated(attempt: Attempt): void
  failedOpen(): void
  matched(matching: Matching): void
}

/** Counts under Kubernetes' names. */
export function webhookMetrics(metrics: Metrics, name: string): WebhookMetrics {
  const evaluations = metrics.counter(
    'apiserver_authorization_webhook_evaluations_total',
    '[BETA] Network round-trips to authorization webhooks.',
  )
  const durations = metrics.histogram(
    'apiserver_authorization_webhook_duration_seconds',
    '[BETA] Request latency in seconds.',
    defaultBuckets,
  )
  const open = metrics.counter(
    'apiserver_authorization_webhook_evaluations_fail_open_total',
    '[BETA] NoOpinion results due to webhook timeout or error.',
  )
  const failures = metrics.counter(
    'apiserver_authorization_match_condition_evaluation_errors_total',
    '[ALPHA] Total number of errors when an authorization webhook encounters a match condition error split by authorizer type and name.',
  )
  const exclusions = metrics.counter(
    'apiserver_authorization_match_condition_exclusions_total',
    '[ALPHA] Total number of exclusions when an authorization webhook is skipped because match conditions exclude it.',
  )
  const labels = {name, type: 'Webhook'}
  return {
    evaluated({result, seconds}) {
      evaluations.add({name, result})
      durations.record({name, result}, seconds)
    },
    failedOpen: () => open.add({name, result: 'error'}),
    matched(matching) {
      if ('error' in matching) failures.add(labels)
      else if (!matching.matches) exclusions.add(labels)
    },
  }
}
