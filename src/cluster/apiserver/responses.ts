import type {JsonObject, KubeObject} from '../../api/object.ts'
import {StatusError} from '../../api/status-error.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {internalPackage} from './decoding/check-kind.ts'
import {
  checkRouted,
  errorForm,
  type NegotiationOptions,
  negotiate,
  type OutputForm,
  plainJson,
} from './encoding/negotiate.ts'
import {partialMetadata} from './encoding/partial-metadata.ts'
import {table} from './encoding/table.ts'
import type {RequestContext} from './request-context.ts'
import type {ServerRequest} from './server-request.ts'

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
export const outputForm = (context: RequestContext, {tables = true} = {}): OutputForm =>
  negotiate(context.request, negotiationOf(context, tables))

/** What is said of the Accept header before the query of a list is read; the rest of it is after that. */
export const checkListForm = (context: RequestContext): void =>
  checkRouted(context.request, negotiationOf(context, true))

const negotiationOf = ({definition, info}: RequestContext, tables: boolean): NegotiationOptions => ({
  protobuf: hasProtobuf(definition),
  tables: tables && definition.subresources?.[info.subresource ?? '']?.tables !== false,
  collection: info.verb === 'list' || info.verb === 'watch',
  routed: definition.structural === undefined,
})

/** Whether objects of a kind can be sent in protobuf: not those of a CustomResourceDefinition. */
const hasProtobuf = ({structural}: ResourceDefinition): boolean => structural === undefined

/** One object in the form that was asked for. */
export function singleResponse(
  context: RequestContext,
  object: KubeObject,
  form: OutputForm,
  status = 200,
): ApiResponse {
  return objectResponse(singleForm(context, object, form), status, form)
}

function singleForm({server, definition, info}: RequestContext, object: KubeObject, form: OutputForm): JsonObject {
  if (!form.as || object.kind === 'Status') return object
  if (form.as === 'PartialObjectMetadataList') throw notAList(goTypeOf(definition))
  if (form.as !== 'Table') return partialMetadata(definition, object, form.version)
  const {resourceVersion} = object.metadata
  const includeObject = info.query.get('includeObject') ?? ''
  return table(definition, [object], {resourceVersion}, {version: form.version, includeObject, now: server.clock.now()})
}

/** The refusal of the metadata of a list, where there is but one object. */
export const notAList = (type: string): StatusError =>
  notAcceptable(`you requested PartialObjectMetadataList, but the requested object is not a list (*${type})`)

/** The refusal of one object's metadata, where there is a list. */
export const isAList = (definition: ResourceDefinition): StatusError =>
  notAcceptable(
    `you requested PartialObjectMetadata, but the requested object is a list (*${goTypeOf(definition)}List)`,
  )

const notAcceptable = (message: string): StatusError => new StatusError({message, reason: 'NotAcceptable', code: 406})

/** The name of a kind's type within the server. */
const goTypeOf = ({group, kind, structural}: ResourceDefinition): string =>
  structural ? 'unstructured.Unstructured' : `${internalPackage(group)}.${kind}`

/** A failure's Status, with its headers, in the first form that the request takes; in JSON where it takes none. */
export function errorResponse({status, code, headers}: StatusError, request: ServerRequest): ApiResponse {
  return {
    status: code,
    headers: {'content-type': (errorForm(request) ?? plainJson).mediaType, ...headers},
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
