import type {KubeObject} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {deleteObject} from '../registry/delete-object.ts'
import {checkDeleteOptions, propagationWarnings, readDeleteOptions} from '../registry/delete-options.ts'
import {listObjects} from '../registry/list-objects.ts'
import {selectionOf} from '../registry/selection.ts'
import {writeScope} from '../registry/write-scope.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import {objectResponse, outputForm} from '../responses.ts'
import {listForm} from './list.ts'
import {listQuery} from './query-options.ts'

/** Deletes what a list would show, and answers that list. */
export async function removeCollection(context: RequestContext): Promise<ApiResponse> {
  const form = outputForm(context)
  const {info, request, definition, warnings} = context
  const selectors = listQuery(info.query, false)
  const selection = selectionOf(definition, info.namespace, selectors)
  const options = readDeleteOptions(request, info.query)
  if (request.body) warnings.audit?.decoded({kind: 'DeleteOptions', apiVersion: 'meta.k8s.io/__internal', ...options})
  checkDeleteOptions(options)
  warnings.addAll(propagationWarnings(definition, options))
  const found = await listObjects(storeOf(context), selection, selectors)
  const scope = writeScope(context, {dryRun: (options.dryRun ?? []).length > 0})
  const items: KubeObject[] = []
  for (const {metadata} of found.items) {
    try {
      await deleteObject({...scope, namespace: metadata.namespace ?? '', collection: true}, metadata.name ?? '', {
        ...options,
      })
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
  items.push(...found.items)
  return objectResponse(await listForm(context, {...found, items, lasting: false}, form), 200, form)
}
