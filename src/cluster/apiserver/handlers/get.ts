import {notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {parseResourceVersion} from '../registry/list-objects.ts'
import {groupResourceOf, type RequestContext, storeOf} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'

/** Reads one object. */
export async function get(context: RequestContext): Promise<ApiResponse> {
  const form = outputForm(context)
  const {namespace, name, query} = context.info
  const resource = storeOf(context)
  const version = query.get('resourceVersion') ?? ''
  if (version) parseResourceVersion(version)
  const object = version === '0' ? await resource.getCached(namespace, name) : await resource.get(namespace, name)
  if (!object) throw notFound(groupResourceOf(context.definition), name)
  return singleResponse(context, object, form)
}
