import {internalError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {callWebhook, WebhookFailure} from './call-webhook.ts'
import {measured} from './measure.ts'
import {rejection} from './rejection.ts'
import {type ConfiguredWebhook, wantedBy} from './relevant.ts'

/** Asks all validating webhooks that want to see a write, at once; throws the first no. */
export async function validate(
  attributes: AdmissionAttributes,
  server: ServerParts,
  webhooks: readonly ConfiguredWebhook[],
): Promise<void> {
  const asked: {webhook: ConfiguredWebhook; seen: ResourceDefinition}[] = []
  for (const webhook of webhooks) {
    const seen = await wantedBy(webhook, attributes, server, {mutating: false})
    if (seen) asked.push({webhook, seen})
  }
  const outcomes = await Promise.allSettled(
    asked.map(({webhook, seen}, index) => ask(webhook, seen, {attributes, server, index})),
  )
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function ask(
  webhook: ConfiguredWebhook,
  seen: ResourceDefinition,
  {attributes, server, index}: {attributes: AdmissionAttributes; server: ServerParts; index: number},
): Promise<void> {
  try {
    await measured({webhook, type: 'validating', attributes, server}, async () => {
      const {allowed, status, warnings} = await callWebhook(webhook, attributes, server, {seen, mutating: false})
      attributes.warnings.addAll(warnings)
      if (!allowed) throw rejection(webhook.name, status)
    })
  } catch (error) {
    if (!(error instanceof WebhookFailure)) throw error
    if (webhook.failurePolicy !== 'Ignore') throw internalError(error.message)
    const key = `failed-open.validating.webhook.admission.k8s.io/round_0_index_${index}`
    attributes.warnings.audit?.annotateAdmission(key, webhook.name)
    server.log.warn('a webhook failed and is ignored', {webhook: webhook.name, error: error.message})
  }
}
