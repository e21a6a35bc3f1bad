import type {JsonObject, KubeObject} from '../../api/object.ts'
import type {StatusError} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {negotiate, type OutputForm, plainJson} from './encoding/negotiate.ts'
import {partialMetadata} from './encoding/partial-metadata.ts'
import {table} from './encoding/table.ts'
import type {RequestContext} from './request-context.ts'

/** An answer that is a plain JSON object. */
export const objectResponse = (
  object: JsonObject | KubeObject,
  status = 200,
  form: OutputForm = plainJson,
): ApiResponse => ({
  status,
  headers: {'content-type': form.mediaType},
  body: {type: 'object', object},
})

/** The form that the request's Accept header asks for; `tables` is false for what has no columns. */
export const outputForm = ({request, definition}: RequestContext, {tables = true} = {}): OutputForm =>
  negotiate(request, {protobuf: hasProtobuf(definition), tables})

/** Whether objects of a kind can be sent in protobuf: not those of a CustomResourceDefinition. */
export const hasProtobuf = ({structural}: ResourceDefinition): boolean => structural === undefined

/** One object in the form that was asked for. */
export function singleResponse(
  context: RequestContext,
  object: KubeObject,
  form: OutputForm,
  status = 200,
): ApiResponse {
  return objectResponse(singleForm(context, object, form), status, form)
}

export function singleForm(
  {server, definition, info}: RequestContext,
  object: KubeObject,
  form: OutputForm,
): JsonObject {
  if (!form.as || object.kind === 'Status') return object
  if (form.as !== 'Table') return partialMetadata(definition, object, form.version)
  const {resourceVersion} = object.metadata
  const includeObject = info.query.get('includeObject') ?? ''
  return table(definition, [object], {resourceVersion}, {version: form.version, includeObject, now: server.clock.now()})
}

/** A failure's Status, with its headers. */
export function errorResponse({status, code, headers}: StatusError): ApiResponse {
  return {
    status: code,
    headers: {'content-type': 'application/json', ...headers},
    body: {type: 'object', object: {...status}},
  }
}

/** `Success`, with or without what it is about. */
export const successStatus = (details?: JsonObject): KubeObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  ...(details && {details}),
})
