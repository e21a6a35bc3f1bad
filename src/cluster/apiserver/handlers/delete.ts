import {forbidden} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {deleteObject} from '../registry/delete-object.ts'
import {checkDeleteOptions, propagationWarnings, readDeleteOptions} from '../registry/delete-options.ts'
import {writeScope} from '../registry/write-scope.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'

/** Deletes one object. */
export async function remove(context: RequestContext): Promise<ApiResponse> {
  const form = outputForm(context)
  const {info, request, warnings} = context
  const options = readDeleteOptions(request, info.query)
  if (request.body) warnings.audit?.decoded({kind: 'DeleteOptions', apiVersion: 'meta.k8s.io/__internal', ...options})
  checkDeleteOptions(options)
  warnings.addAll(propagationWarnings(context.definition, options))
  const why = context.definition.refuseDelete?.(info.name)
  if (why) throw forbidden(groupResourceOf(context.definition), info.name, why)
  const dryRun = (options.dryRun ?? []).length > 0
  const {body, gone} = await deleteObject(writeScope(context, {dryRun}), info.name, options)
  const accepted = !gone && options.orphanDependents === false
  return singleResponse(context, body, form, accepted ? 202 : 200)
}
