import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {applyJsonPatch} from '../../../../api/patch/index.ts'
import {decode} from '../../../../api/schema/index.ts'
import {internalError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {completed, expectedKind} from '../../decoding/decode-body.ts'
import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {inVersion} from '../dynamic/admission-request.ts'
import {callWebhook, type WebhookAnswer, WebhookFailure} from './call-webhook.ts'
import {rejection} from './rejection.ts'
import {type ConfiguredWebhook, wantedBy} from './relevant.ts'

/** Lets webhooks change a write, one after the other; those that want to see what others changed after them are asked once more. */
export async function mutate(
  attributes: AdmissionAttributes,
  server: ServerParts,
  webhooks: readonly ConfiguredWebhook[],
): Promise<void> {
  let outdated = new Set<ConfiguredWebhook>()
  const asked = new Set<ConfiguredWebhook>()
  for (const webhook of webhooks) {
    const seen = await wantedBy(webhook, attributes, server)
    if (!seen) continue
    if (await ask(webhook, seen, attributes, server)) outdated = new Set(asked)
    if (webhook.reinvocationPolicy === 'IfNeeded') asked.add(webhook)
  }
  for (const webhook of webhooks) {
    if (!outdated.has(webhook)) continue
    const seen = await wantedBy(webhook, attributes, server)
    if (seen) await ask(webhook, seen, attributes, server)
  }
}

/** Returns whether the webhook changed anything. */
async function ask(
  webhook: ConfiguredWebhook,
  seen: ResourceDefinition,
  attributes: AdmissionAttributes,
  server: ServerParts,
): Promise<boolean> {
  try {
    const answer = await callWebhook(webhook, attributes, server, {seen, mutating: true})
    attributes.warnings.addAll(answer.warnings)
    if (!answer.allowed) throw rejection(webhook.name, answer.status)
    return answer.patch ? applyPatch(webhook.name, answer, seen, attributes) : false
  } catch (error) {
    if (!(error instanceof WebhookFailure)) throw error
    if (webhook.failurePolicy !== 'Ignore') throw internalError(error.message)
    server.log.warn('a webhook failed and is ignored', {webhook: webhook.name, error: error.message})
    return false
  }
}

function applyPatch(
  name: string,
  {patch = '', patchType}: WebhookAnswer,
  seen: ResourceDefinition,
  {object, definition, subresource}: AdmissionAttributes,
): boolean {
  const operations = operationsOf(name, patch)
  if (operations.length === 0) return false
  if (!object)
    throw internalError(
      `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
    )
  if (patchType !== 'JSONPatch') throw new WebhookFailure(name, `unsupported patch type ${JSON.stringify(patchType)}`)
  const before = inVersion(structuredClone(object), definition, seen)
  let patched: KubeObject
  try {
    patched = applyJsonPatch(before, operations) as KubeObject
  } catch (error) {
    throw internalError((error as Error).message)
  }
  if (deepEqual(before, patched)) return false
  replace(object, subresource ? patched : decoded(inVersion(patched, seen, definition), definition))
  return true
}

function operationsOf(name: string, patch: string): unknown[] {
  try {
    const operations: unknown = JSON.parse(Buffer.from(patch, 'base64').toString())
    if (Array.isArray(operations)) return operations
    throw new Error('json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  } catch (error) {
    throw new WebhookFailure(name, `received undecodable patch in webhook response: ${(error as Error).message}`)
  }
}

function decoded(patched: KubeObject, definition: ResourceDefinition): KubeObject {
  const expected = expectedKind(definition)
  try {
    return completed(decode(expected.schema, patched).object, expected)
  } catch (error) {
    throw internalError((error as Error).message)
  }
}

/** The draft stays the same object: others hold it. */
function replace(draft: KubeObject, content: KubeObject): void {
  for (const key of Object.keys(draft)) delete draft[key]
  Object.assign(draft, content)
}
