import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import {applyJsonPatch} from '../../../../api/patch/index.ts'
import {internalError, StatusError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import type {Reinvocation} from '../dynamic/reinvocation.ts'
import {draftSeen, replaceDraft} from '../dynamic/replace-draft.ts'
import {callWebhook, type WebhookAnswer, WebhookFailure} from './call-webhook.ts'
import {measured} from './measure.ts'
import {rejection} from './rejection.ts'
import {type ConfiguredWebhook, wantedBy} from './relevant.ts'

/** Lets webhooks change a write, one after the other. */
export async function mutate(
  attributes: AdmissionAttributes,
  server: ServerParts,
  webhooks: readonly ConfiguredWebhook[],
  reinvocation: Reinvocation,
): Promise<void> {
  const hooks = reinvocation.of('MutatingAdmissionWebhook')
  hooks.begin(attributes.object)
  for (const [index, webhook] of webhooks.entries()) {
    const seen = await wantedBy(webhook, attributes, server, {mutating: true})
    const id = `${webhook.configuration}/${index}`
    if (!seen || !hooks.mayInvoke(id)) continue
    const place = `round_${reinvocation.again ? 1 : 0}_index_${index}`
    if (await ask(webhook, seen, {attributes, server, place})) hooks.changed()
    if (webhook.reinvocationPolicy === 'IfNeeded') hooks.reinvocable(id)
  }
  hooks.end(attributes.object)
}

interface Call {
  attributes: AdmissionAttributes
  server: ServerParts
  /** Which call of the write this is, for the audit log. */
  place: string
}

/** Returns whether the webhook changed anything. */
async function ask(webhook: ConfiguredWebhook, seen: ResourceDefinition, call: Call): Promise<boolean> {
  const {attributes, server, place} = call
  const {name, configuration} = webhook
  const {audit} = attributes.warnings
  let mutated = false
  try {
    mutated = await measured({webhook, type: 'admit', attributes, server}, async () => {
      const answer = await callWebhook(webhook, attributes, server, {seen, mutating: true})
      attributes.warnings.addAll(answer.warnings)
      if (!answer.allowed) throw rejection(name, answer.status)
      return answer.patch ? await applyPatch(webhook, answer, seen, call) : false
    })
  } catch (error) {
    if (!(error instanceof WebhookFailure)) throw error
    if (webhook.failurePolicy !== 'Ignore') throw internalError(error.message)
    audit?.annotateAdmission(`failed-open.mutation.webhook.admission.k8s.io/${place}`, name)
    server.log.warn('a webhook failed and is ignored', {webhook: name, error: error.message})
  } finally {
    const value = JSON.stringify({configuration, webhook: name, mutated})
    audit?.annotateAdmission(`mutation.webhook.admission.k8s.io/${place}`, value)
  }
  return mutated
}

async function applyPatch(
  {name, configuration}: ConfiguredWebhook,
  {patch = '', patchType}: WebhookAnswer,
  seen: ResourceDefinition,
  {attributes, place}: Call,
): Promise<boolean> {
  const operations = operationsOf(name, patch)
  if (operations.length === 0) return false
  if (!attributes.object)
    throw internalError(
      `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
    )
  if (patchType !== 'JSONPatch') throw new WebhookFailure(name, `unsupported patch type ${JSON.stringify(patchType)}`)
  const before = await draftSeen(attributes, seen)
  let patched: KubeObject
  try {
    patched = applyJsonPatch(before, operations) as KubeObject
    await replaceDraft(attributes, seen, patched)
  } catch (error) {
    if (error instanceof StatusError) throw error
    throw internalError((error as Error).message)
  }
  const told = {configuration, webhook: name, patch: operations.map(inKeyOrder), patchType}
  const key = `patch.webhook.admission.k8s.io/${place}`
  attributes.warnings.audit?.annotateAdmission(key, JSON.stringify(told), 'Request')
  return !deepEqual(before, patched)
}

/** As Go writes a map. */
const inKeyOrder = (operation: unknown): JsonObject =>
  Object.fromEntries(Object.entries(operation as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1)))

function operationsOf(name: string, patch: string): unknown[] {
  try {
    const operations: unknown = JSON.parse(Buffer.from(patch, 'base64').toString())
    if (Array.isArray(operations)) return operations
    throw new Error('json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  } catch (error) {
    throw new WebhookFailure(name, `received undecodable patch in webhook response: ${(error as Error).message}`)
  }
}
