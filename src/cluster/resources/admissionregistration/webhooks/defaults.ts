import type {MutatingWebhookConfiguration, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'

type Configuration = MutatingWebhookConfiguration | ValidatingWebhookConfiguration

export function setWebhookDefaults({webhooks}: Configuration): void {
  for (const webhook of webhooks ?? []) {
    if (webhook.clientConfig?.service) webhook.clientConfig.service.port ??= 443
    for (const rule of webhook.rules ?? []) rule.scope ??= '*'
    webhook.failurePolicy ??= 'Fail'
    webhook.matchPolicy ??= 'Equivalent'
    webhook.namespaceSelector ??= {}
    webhook.objectSelector ??= {}
    webhook.timeoutSeconds ??= 10
  }
}

export function setMutatingWebhookDefaults(configuration: MutatingWebhookConfiguration): void {
  setWebhookDefaults(configuration)
  for (const webhook of configuration.webhooks ?? []) webhook.reinvocationPolicy ??= 'Never'
}
