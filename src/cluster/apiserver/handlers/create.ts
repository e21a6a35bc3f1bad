import type {KubeObject} from '../../../api/object.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {decodeBody} from '../decoding/decode-body.ts'
import {expectedKind} from '../decoding/expected-kind.ts'
import {readBody} from '../decoding/read-body.ts'
import {createObject} from '../registry/create-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import type {RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {writeQuery} from './query-options.ts'

/** Creates one object. */
export async function create(context: RequestContext): Promise<ApiResponse> {
  const {definition, info, request, server, warnings} = context
  const form = outputForm(context)
  const body = readBody(request)
  const options = writeQuery(info.query, 'CreateOptions')
  const {fieldValidation} = options
  const draft = decodeBody(body, expectedKind(definition, server.clock), {
    fieldValidation,
    warnings,
    resources: server.resources,
  })
  matchNamespace(draft, definition.namespaced ? info.namespace : '')
  const created = await createObject(writeScope(context, options), draft)
  return singleResponse(context, created, form, 201)
}

/** An object lives in the namespace of the request; one that says otherwise is refused. */
export function matchNamespace({metadata}: KubeObject, namespace: string): void {
  if (metadata.namespace && namespace && metadata.namespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  if (namespace) metadata.namespace = namespace
  else delete metadata.namespace
}
