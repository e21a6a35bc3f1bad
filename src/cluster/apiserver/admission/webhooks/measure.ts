import {StatusError} from '../../../../api/status-error.ts'
import {stopwatch} from '../../../runtime/metrics/stopwatch.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {WebhookFailure} from './call-webhook.ts'
import type {ConfiguredWebhook} from './relevant.ts'

/** What a webhook that cannot be asked comes to. */
const unavailable = 503

interface Measured {
  webhook: ConfiguredWebhook
  type: 'admit' | 'validating'
  attributes: AdmissionAttributes
  server: ServerParts
}

/** Asks a webhook, and counts how that went. */
export async function measured<T>(about: Measured, ask: () => Promise<T>): Promise<T> {
  const {webhook, type, attributes, server} = about
  const {name} = webhook
  const {operation} = attributes
  const {admissionMetrics: metrics} = server
  const elapsed = stopwatch()
  try {
    const answer = await ask()
    metrics?.called({name, type, operation, code: 200, rejected: false, seconds: elapsed()})
    return answer
  } catch (error) {
    const failure = error instanceof WebhookFailure
    const code = failure ? unavailable : error instanceof StatusError ? error.code : 0
    const rejected = !(failure && webhook.failurePolicy === 'Ignore')
    metrics?.called({name, type, operation, code, rejected, seconds: elapsed()})
    const kind = failure ? 'calling_webhook_error' : code ? 'no_error' : 'apiserver_internal_error'
    if (rejected)
      metrics?.webhookRejections.add({
        error_type: kind,
        name,
        operation,
        rejection_code: String(Math.min(code, 600)),
        type,
      })
    else metrics?.webhookFailOpens.add({name, type})
    throw error
  }
}
