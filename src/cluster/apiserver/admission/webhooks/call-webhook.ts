import {isObject} from '../../../../api/json/index.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import {badRequest} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {admissionRequest} from '../dynamic/admission-request.ts'
import {postJson} from './post-json.ts'
import type {ConfiguredWebhook} from './relevant.ts'
import {shownToWebhook} from './shown-to-webhook.ts'
import {webhookTarget} from './target.ts'

/** A webhook that could not be asked, or whose answer is none: its failure policy decides. */
export class WebhookFailure extends Error {
  constructor(webhook: string, why: string) {
    super(`failed calling webhook ${JSON.stringify(webhook)}: ${why}`)
  }
}

/** What a webhook answers. */
export interface WebhookAnswer {
  allowed: boolean
  patch?: string
  patchType?: string
  status?: JsonObject
  warnings: string[]
}

/** Sends a write to a webhook for review; throws a WebhookFailure where no answer can be had. */
export async function callWebhook(
  webhook: ConfiguredWebhook,
  attributes: AdmissionAttributes,
  server: ServerParts,
  {seen, mutating}: {seen: ResourceDefinition; mutating: boolean},
): Promise<WebhookAnswer> {
  const {name, sideEffects, timeoutSeconds = 10, admissionReviewVersions = ['v1']} = webhook
  if (attributes.dryRun && sideEffects !== 'None' && sideEffects !== 'NoneOnDryRun')
    throw badRequest(`admission webhook ${JSON.stringify(name)} does not support dry run`)
  const version = admissionReviewVersions.find(candidate => candidate === 'v1' || candidate === 'v1beta1') ?? 'v1'
  const uid = server.random.uuid()
  const shown = await shownToWebhook(attributes, {seen, mutating})
  const review = reviewOf(attributes, {seen, shown, uid, version})
  const found = await webhookTarget(webhook, server, timeoutSeconds)
  const target = webhook.credentials ? {...found, ...(await webhook.credentials(found))} : found
  let answer: unknown
  try {
    answer = await postJson(target, JSON.stringify(review), timeoutSeconds)
  } catch (error) {
    throw new WebhookFailure(name, `failed to call webhook: ${(error as Error).message}`)
  }
  const verified = verify(answer, uid, {mutating, version})
  if (typeof verified === 'string') throw new WebhookFailure(name, `received invalid webhook response: ${verified}`)
  annotate(attributes, name, (answer as {response: JsonObject}).response['auditAnnotations'])
  return verified
}

interface Question {
  seen: ResourceDefinition
  shown: {object?: KubeObject; old?: KubeObject}
  uid: string
  version: string
}

function reviewOf(attributes: AdmissionAttributes, {seen, shown, uid, version}: Question): JsonObject {
  const {object = null, old = null} = shown
  const {options, dryRun, ...rest} = admissionRequest(attributes, seen)
  return {
    kind: 'AdmissionReview',
    apiVersion: `admission.k8s.io/${version}`,
    request: {
      uid,
      ...rest,
      object,
      oldObject: old,
      dryRun,
      options,
    },
  }
}

/** What a webhook wants the audit log to know, under its own name. */
function annotate({warnings: {audit}}: AdmissionAttributes, webhook: string, annotations: unknown): void {
  if (!audit || !isObject(annotations)) return
  for (const [key, value] of Object.entries(annotations)) audit.annotateAdmission(`${webhook}/${key}`, String(value))
}

/** The answer of a review, or what is wrong with it. */
function verify(
  answer: unknown,
  uid: string,
  {mutating, version}: {mutating: boolean; version: string},
): WebhookAnswer | string {
  if (!isObject(answer)) return 'unexpected response'
  const response = answer['response']
  if (!isObject(response)) return 'webhook response was absent'
  const {patch, patchType} = response
  if (version === 'v1') {
    const got = String(response['uid'] ?? '')
    if (got !== uid) return `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(got)}`
    const kind = `${answer['apiVersion'] ?? ''}, Kind=${answer['kind'] ?? ''}`
    const wanted = 'admission.k8s.io/v1, Kind=AdmissionReview'
    if (kind !== wanted) return `expected webhook response of ${wanted}, got ${kind}`
    if (!mutating && patch) return 'validating webhook may not return response.patch'
    if (!mutating && patchType !== undefined) return 'validating webhook may not return response.patchType'
    if (patch && patchType === undefined) return 'webhook returned response.patch but not response.patchType'
    if (!patch && patchType !== undefined) return 'webhook returned response.patchType but not response.patch'
    if (patchType === '') return 'webhook returned invalid response.patchType of ""'
  }
  const warnings = Array.isArray(response['warnings']) ? response['warnings'].map(String) : []
  return {
    allowed: response['allowed'] === true,
    warnings,
    ...(typeof patch === 'string' && patch && {patch, patchType: String(patchType ?? 'JSONPatch')}),
    ...(isObject(response['status']) && {status: response['status']}),
  }
}
