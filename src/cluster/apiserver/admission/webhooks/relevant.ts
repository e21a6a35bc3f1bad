import type {MutatingWebhookConfiguration} from '../../../../api/kinds.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {admissionRequest} from '../dynamic/admission-request.ts'
import {matchingDefinition, type Rule} from '../dynamic/matching.ts'
import {refuse} from '../refuse.ts'
import {shownToWebhook} from './shown-to-webhook.ts'
import type {WebhookCredentials} from './webhook-credentials.ts'

export type Webhook = NonNullable<MutatingWebhookConfiguration['webhooks']>[number]

export interface ConfiguredWebhook extends Webhook {
  /** The name of the configuration that it is in. */
  configuration: string
  /** How the server proves to it who it is; absent: not at all. */
  credentials?: WebhookCredentials
}

/** The version in which a webhook wants to see a write; undefined if it does not. Throws where its conditions cannot be told. */
export async function wantedBy(
  webhook: ConfiguredWebhook,
  attributes: AdmissionAttributes,
  server: ServerParts,
  {mutating}: {mutating: boolean},
): Promise<ResourceDefinition | undefined> {
  const {rules = [], matchPolicy, namespaceSelector, objectSelector, matchConditions = []} = webhook
  const seen = await matchingDefinition(server, attributes, {
    rules: rules as Rule[],
    ...(matchPolicy && {matchPolicy}),
    ...(namespaceSelector && {namespaceSelector}),
    ...(objectSelector && {objectSelector}),
  })
  if (!seen || matchConditions.length === 0) return seen
  const {meetsConditions, writeVariables} = await import('../dynamic/conditions.ts')
  const {user} = attributes
  const variables = writeVariables({
    ...(await shownToWebhook(attributes, {seen, mutating})),
    request: admissionRequest(attributes, seen),
    user,
    authorizer: server.authorizer,
  })
  const met = await meetsConditions(matchConditions, variables)
  if ('matches' in met) return met.matches ? seen : undefined
  if (webhook.failurePolicy === 'Ignore') return undefined
  throw refuse(attributes, met.error)
}
