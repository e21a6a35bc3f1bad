import type {Durations} from '../../runtime/metrics/durations.ts'
import type {Metrics, Numbers} from '../../runtime/metrics/metrics.ts'
import type {Summaries} from '../../runtime/metrics/summaries.ts'

/** A part of admission: plugins that may change a write, then those that may only refuse it. */
export type AdmissionStep = 'admit' | 'validate'

export type PolicyError = 'no_error' | 'compile_error' | 'invalid_error' | 'out_of_budget'

const bounds = [0.005, 0.025, 0.1, 0.5, 1, 2.5]
const policyBounds = [0.0000005, 0.001, 0.01, 0.1, 1]
const expressions = 'labeled by policy'

/** What admission tells Prometheus, under Kubernetes' names. */
export class AdmissionMetrics {
  readonly steps: Durations
  readonly stepSummaries: Summaries
  readonly podSecurity: Numbers
  readonly podSecurityExemptions: Numbers
  readonly controllers: Durations
  readonly webhooks: Durations
  readonly webhookRequests: Numbers
  readonly webhookRejections: Numbers
  readonly webhookFailOpens: Numbers
  private readonly checks: Record<'validating' | 'mutating', {total: Numbers; durations: Durations}>

  constructor(metrics: Metrics) {
    const prefix = 'apiserver_admission_'
    const perOperation = 'broken out for each operation and API resource and type (validate or admit).'
    this.steps = metrics.histogram(
      `${prefix}step_admission_duration_seconds`,
      '[STABLE] Admission sub-step latency histogram in seconds, broken out for each operation and API resource and step type (validate or admit).',
      bounds,
    )
    this.stepSummaries = metrics.summary(
      `${prefix}step_admission_duration_seconds_summary`,
      '[ALPHA] Admission sub-step latency summary in seconds, broken out for each operation and API resource and step type (validate or admit).',
    )
    this.podSecurity = metrics.counter(
      'pod_security_evaluations_total',
      '[ALPHA] Number of policy evaluations that occurred, not counting ignored or exempt requests.',
    )
    this.podSecurityExemptions = metrics.counter(
      'pod_security_exemptions_total',
      '[ALPHA] Number of exempt requests, not counting ignored or out of scope requests.',
    )
    for (const request_operation of ['create', 'update'])
      for (const resource of ['controller', 'pod'])
        this.podSecurityExemptions.at({request_operation, resource, subresource: ''})
    this.controllers = metrics.histogram(
      `${prefix}controller_admission_duration_seconds`,
      `[STABLE] Admission controller latency histogram in seconds, identified by name and ${perOperation}`,
      bounds,
    )
    this.webhooks = metrics.histogram(
      `${prefix}webhook_admission_duration_seconds`,
      `[STABLE] Admission webhook latency histogram in seconds, identified by name and ${perOperation}`,
      [...bounds, 10, 25],
    )
    this.webhookRequests = metrics.counter(
      `${prefix}webhook_request_total`,
      '[ALPHA] Requests to webhooks by name, type, operation, code and whether they were refused.',
    )
    this.webhookRejections = metrics.counter(
      `${prefix}webhook_rejection_count`,
      '[ALPHA] Refusals by webhooks, and for errors of theirs, by name, type, operation and code.',
    )
    this.webhookFailOpens = metrics.counter(
      `${prefix}webhook_fail_open_count`,
      '[ALPHA] Failures of webhooks that were ignored, by name and type.',
    )
    const policy = (kind: string, stage: string) => ({
      total: metrics.counter(
        `apiserver_${kind}_admission_policy_check_total`,
        `[${stage}] Admission policy checks, ${expressions} and binding.`,
      ),
      durations: metrics.histogram(
        `apiserver_${kind}_admission_policy_check_duration_seconds`,
        `[${stage}] How long expressions took, ${expressions} and binding.`,
        policyBounds,
      ),
    })
    this.checks = {validating: policy('validating', 'BETA'), mutating: policy('mutating', 'ALPHA')}
  }

  /** A policy has been asked. */
  checked(kind: 'validating' | 'mutating', labels: Record<string, string>, seconds: number): void {
    this.checks[kind].total.add(labels)
    this.checks[kind].durations.record(labels, seconds)
  }

  /** A webhook has been asked. `code` is what it, or its failure, comes to. */
  called(call: {
    name: string
    type: string
    operation: string
    code: number
    rejected: boolean
    seconds: number
  }): void {
    const {name, type, operation, seconds} = call
    const rejected = String(call.rejected)
    this.webhooks.record({name, operation, rejected, type}, seconds)
    this.webhookRequests.add({code: String(Math.min(call.code, 600)), name, operation, rejected, type})
  }
}

/** What kind of error a policy's message is about. */
export function policyError(message: string | undefined): PolicyError {
  if (message === undefined) return 'no_error'
  if (message.startsWith('compilation')) return 'compile_error'
  return message.startsWith('validation failed due to running out of cost budget') ? 'out_of_budget' : 'invalid_error'
}
