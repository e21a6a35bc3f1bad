import type {MutatingWebhookConfiguration, ValidatingWebhookConfiguration} from '../../../../api/kinds.ts'
import type {GroupVersionResource} from '../../../../api/object.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes, AdmissionPlugin} from '../admission.ts'
import type {Reinvocation} from '../dynamic/reinvocation.ts'
import {noneStored, storedList} from '../dynamic/stored-list.ts'
import type {ConfiguredWebhook, Webhook} from './relevant.ts'
import type {WebhookCredentials} from './webhook-credentials.ts'

const group = 'admissionregistration.k8s.io'
const mutating = {group, version: 'v1', resource: 'mutatingwebhookconfigurations'}
const validating = {group, version: 'v1', resource: 'validatingwebhookconfigurations'}

/** Webhooks that change what is written. What calls them is loaded with the first one. */
export const mutatingWebhooksWith = (credentials?: WebhookCredentials): AdmissionPlugin => ({
  name: 'MutatingAdmissionWebhook',
  admit(attributes, server, reinvocation) {
    if (noneStored(server, mutating)) return undefined
    return askMutating(attributes, server, {reinvocation, ...(credentials && {credentials})})
  },
})

export const mutatingWebhooks = mutatingWebhooksWith()

/** Webhooks that may only refuse. */
export const validatingWebhooksWith = (credentials?: WebhookCredentials): AdmissionPlugin => ({
  name: 'ValidatingAdmissionWebhook',
  validate(attributes, server) {
    return noneStored(server, validating) ? undefined : askValidating(attributes, server, credentials)
  },
})

export const validatingWebhooks = validatingWebhooksWith()

async function askMutating(
  attributes: AdmissionAttributes,
  server: ServerParts,
  {reinvocation, credentials}: {reinvocation: Reinvocation; credentials?: WebhookCredentials},
): Promise<void> {
  const webhooks = await configured<MutatingWebhookConfiguration>(attributes, server, mutating, credentials)
  if (webhooks.length === 0) return
  const {mutate} = await import('./mutate.ts')
  await mutate(attributes, server, webhooks, reinvocation)
}

async function askValidating(
  attributes: AdmissionAttributes,
  server: ServerParts,
  credentials: WebhookCredentials | undefined,
): Promise<void> {
  const webhooks = await configured<ValidatingWebhookConfiguration>(attributes, server, validating, credentials)
  if (webhooks.length === 0) return
  const {validate} = await import('./validate.ts')
  await validate(attributes, server, webhooks)
}

/** All webhooks there are, by configuration; none for the configuration of admission itself. */
async function configured<T extends MutatingWebhookConfiguration | ValidatingWebhookConfiguration>(
  {definition}: AdmissionAttributes,
  server: ServerParts,
  resource: GroupVersionResource,
  credentials: WebhookCredentials | undefined,
): Promise<ConfiguredWebhook[]> {
  if (definition.group === group) return []
  const configurations = await storedList<T>(server, resource)
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
