import type {MutatingWebhookConfiguration, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import {storedList} from '../dynamic/stored-list.ts'
import type {ConfiguredWebhook, Webhook} from './relevant.ts'
import type {WebhookCredentials} from './webhook-credentials.ts'

const group = 'admissionregistration.k8s.io'

/** Webhooks that change what is written. What calls them is loaded with the first one. */
export const mutatingWebhooksWith = (credentials?: WebhookCredentials): AdmissionPlugin => ({
  name: 'MutatingAdmissionWebhook',
  async admit(attributes, server, reinvocation) {
    const webhooks = await configured<MutatingWebhookConfiguration>(
      attributes,
      server,
      'mutatingwebhookconfigurations',
      credentials,
    )
    if (webhooks.length === 0) return
    const {mutate} = await import('./mutate.ts')
    await mutate(attributes, server, webhooks, reinvocation)
  },
})

export const mutatingWebhooks = mutatingWebhooksWith()

/** Webhooks that may only refuse. */
export const validatingWebhooksWith = (credentials?: WebhookCredentials): AdmissionPlugin => ({
  name: 'ValidatingAdmissionWebhook',
  async validate(attributes, server) {
    const webhooks = await configured<ValidatingWebhookConfiguration>(
      attributes,
      server,
      'validatingwebhookconfigurations',
      credentials,
    )
    if (webhooks.length === 0) return
    const {validate} = await import('./validate.ts')
    await validate(attributes, server, webhooks)
  },
})

export const validatingWebhooks = validatingWebhooksWith()

/** All webhooks there are, by configuration; none for the configuration of admission itself. */
async function configured<T extends MutatingWebhookConfiguration | ValidatingWebhookConfiguration>(
  {definition}: AdmissionAttributes,
  server: ServerParts,
  resource: string,
  credentials: WebhookCredentials | undefined,
): Promise<ConfiguredWebhook[]> {
  if (definition.group === group) return []
  const configurations = await storedList<T>(server, {group, version: 'v1', resource})
  return configurations.flatMap(({metadata, webhooks = []}) =>
    webhooks.map(
      (webhook): ConfiguredWebhook => ({
        ...(webhook as Webhook),
        configuration: metadata.name ?? '',
        ...(credentials && {credentials}),
      }),
    ),
  )
}
