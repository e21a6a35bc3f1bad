import type {JsonObject} from '../../../api/object.ts'
import {inWrittenOrder} from '../../../api/schema/index.ts'
import {StatusError} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {bareItems} from '../encoding/bare-items.ts'
import {lastingItems} from '../encoding/item-texts.ts'
import type {OutputForm} from '../encoding/negotiate.ts'
import {partialMetadataList} from '../encoding/partial-metadata.ts'
import {longTable} from '../encoding/table.ts'
import {type ListResult, listObjects} from '../registry/list-objects.ts'
import {selectionOf} from '../registry/selection.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import {checkListForm, isAList, objectResponse, outputForm} from '../responses.ts'
import {listQuery} from './query-options.ts'

/** Lists a collection. */
export async function list(context: RequestContext): Promise<ApiResponse> {
  checkListForm(context)
  const options = listQuery(context.info.query, false)
  const selection = selectionOf(context.definition, context.info.namespace, options)
  const form = outputForm(context)
  const result = await listObjects(storeOf(context), selection, options).catch((error: unknown) =>
    Promise.reject(context.definition.storage?.convert && !isPage(options) ? unfilledCache(context, error) : error),
  )
  return objectResponse(await listForm(context, result, form), 200, form)
}

/** Pages of what is there now are read past a cache that is not ready. */
const isPage = ({limit, resourceVersion}: ReturnType<typeof listQuery>): boolean => limit > 0 && !resourceVersion

/** A list whose items cannot be converted never fills its watch cache: clients are to come again. */
function unfilledCache({definition: {group, version, kind}}: RequestContext, error: unknown): unknown {
  if (!(error instanceof StatusError) || error.code !== 500 || error.status.reason) return error
  const message = `storage is (re)initializing: failed to list ${group}/${version}, Kind=${kind}: ${error.message}`
  const details = {retryAfterSeconds: 1}
  return new StatusError({message, reason: 'TooManyRequests', details, code: 429}, {'retry-after': '1'})
}

/** A list in the form that was asked for. */
export async function listForm(
  {definition, info, server}: RequestContext,
  result: ListResult,
  form: OutputForm,
): Promise<JsonObject> {
  const metadata: JsonObject = {
    ...(result.revision > 0 && {resourceVersion: String(result.revision)}),
    ...(result.continue && {continue: result.continue}),
    ...(result.remaining && {remainingItemCount: result.remaining}),
  }
  if (form.as === 'Table') {
    const includeObject = info.query.get('includeObject') ?? ''
    const options = {version: form.version, includeObject, now: server.clock.now()}
    return longTable(definition, result.items, metadata, options)
  }
  if (form.as === 'PartialObjectMetadata') throw isAList(definition)
  if (form.as) return partialMetadataList(definition, result.items, metadata, form.version)
  const {group, version, kind} = definition
  const apiVersion = group ? `${group}/${version}` : version
  const {items} = result
  // Lists of custom objects are maps, written by the alphabet.
  const whole = definition.schema
    ? {kind: `${kind}List`, apiVersion, metadata, items}
    : {
        apiVersion,
        items,
        kind: `${kind}List`,
        metadata: inWrittenOrder(definition.structural!, {continue: '', ...metadata}),
      }
  if (result.lasting) lastingItems(whole)
  return definition.schema ? bareItems(whole) : whole
}
