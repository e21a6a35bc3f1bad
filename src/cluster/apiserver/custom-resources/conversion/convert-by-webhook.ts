import {jsonKind} from '../../../../api/go/json-kind.ts'
import {isObject} from '../../../../api/json/index.ts'
import type {CustomResourceDefinition} from '../../../../api/kinds.ts'
import {type JsonObject, type KubeObject, parseApiVersion} from '../../../../api/object.ts'
import {StatusError} from '../../../../api/status-error.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {postJson} from '../../admission/webhooks/post-json.ts'
import {webhookTarget} from '../../admission/webhooks/target.ts'
import type {ServerParts} from '../../server-parts.ts'
import {metadataProblem, restoredMetadata} from './converted-metadata.ts'

export type Convert = NonNullable<NonNullable<ResourceDefinition['storage']>['convert']>

type Webhook = NonNullable<NonNullable<CustomResourceDefinition['spec']['conversion']>['webhook']>

/** How long a webhook may take, in seconds. */
const timeout = 30

/** Has a definition's webhook turn instances into other versions (apiextensions.k8s.io ConversionReview). Failures are StatusErrors in kube-apiserver's words. */
export function convertByWebhook(server: ServerParts, webhook: Webhook): Convert {
  return async (object, apiVersion) => {
    if (object.apiVersion === apiVersion) return object
    const {group, version} = parseApiVersion(object.apiVersion ?? '')
    const about = `conversion webhook for ${group}/${version}, Kind=${object.kind}`
    const [answer, ...rest] = await ask(server, webhook, {object, apiVersion, about})
    if (answer === undefined || rest.length > 0)
      throw failure(`${about} returned ${answer === undefined ? 0 : rest.length + 1} objects, expected 1`)
    return checked(object, answer, {apiVersion, about})
  }
}

/** kube-apiserver answers what goes wrong with a bare 500. */
const failure = (message: string): StatusError => new StatusError({message, code: 500})

interface Request {
  object: KubeObject
  apiVersion: string
  about: string
}

async function ask(
  server: ServerParts,
  {clientConfig, conversionReviewVersions}: Webhook,
  {object, apiVersion, about}: Request,
): Promise<unknown[]> {
  const version = conversionReviewVersions.find(candidate => candidate === 'v1' || candidate === 'v1beta1')
  if (!version) throw failure('no supported conversion review versions')
  const uid = server.random.uuid()
  const review = {
    kind: 'ConversionReview',
    apiVersion: `apiextensions.k8s.io/${version}`,
    request: {uid, desiredAPIVersion: apiVersion, objects: [object]},
    response: {uid: '', convertedObjects: null, result: {metadata: {}}},
  }
  const target = await webhookTarget({clientConfig: clientConfig ?? {}}, server, timeout)
  try {
    const answer = await postJson(target, JSON.stringify(review), timeout)
    return convertedObjects(answer, {uid, version})
  } catch (error) {
    throw failure(`${about} failed: ${(error as Error).message}`)
  }
}

function convertedObjects(answer: unknown, {uid, version}: {uid: string; version: string}): unknown[] {
  const review = isObject(answer) ? answer : {}
  checkKind(review, version)
  const response = review['response']
  if (!isObject(response)) throw new Error('no response provided')
  const got = String(response['uid'] ?? '')
  if (version === 'v1' && got !== uid)
    throw new Error(`expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(got)}`)
  const result = isObject(response['result']) ? response['result'] : {}
  const status = String(result['status'] ?? '')
  if (status !== 'Success')
    throw new Error(String(result['message'] || `response.result.status was '${status}', not 'Success'`))
  const objects = response['convertedObjects']
  return Array.isArray(objects) ? objects : []
}

/** An answer is of the version that was asked in; Go's decoder is the first to complain of others that it knows, or does not know. */
function checkKind(review: JsonObject, version: string): void {
  const [apiVersion, kind] = [String(review['apiVersion'] ?? ''), String(review['kind'] ?? '')]
  const known = ['v1', 'v1beta1'].find(candidate => apiVersion === `apiextensions.k8s.io/${candidate}`)
  if (known && kind && kind !== 'ConversionReview')
    throw new Error(
      `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
    )
  if (known && kind && known !== version)
    throw new Error(`converting (${known}.ConversionReview) to (${version}.ConversionReview): unknown conversion`)
  if (version !== 'v1' || known) return
  const {group, version: got} = parseApiVersion(apiVersion)
  const wanted = 'apiextensions.k8s.io/v1, Kind=ConversionReview'
  throw new Error(`expected webhook response of ${wanted}, got ${group}/${got}, Kind=${kind}`)
}

/** The answer as an instance, if it still is the one that was asked about. */
function checked(original: KubeObject, answer: unknown, {apiVersion, about}: Omit<Request, 'object'>): KubeObject {
  if (answer === null) throw failure('unexpected end of JSON input')
  if (!isObject(answer)) {
    const kind = jsonKind(answer)
    throw failure(`json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`)
  }
  const converted = answer as JsonObject & KubeObject
  const refuse = (why: string): StatusError => failure(`${about} returned invalid object at index 0: ${why}`)
  if (converted.apiVersion !== apiVersion)
    throw refuse(`invalid groupVersion (expected ${apiVersion}, received ${converted.apiVersion ?? ''})`)
  if (converted.kind !== original.kind)
    throw refuse(`invalid kind (expected ${original.kind}, received ${converted.kind ?? ''})`)
  const problem = metadataProblem(original, converted)
  if (problem) throw failure(`${about} returned invalid object: ${problem}`)
  try {
    return {...converted, metadata: restoredMetadata(original, converted)}
  } catch (error) {
    throw failure(`${about} returned invalid metadata: ${(error as Error).message}`)
  }
}
