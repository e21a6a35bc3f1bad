import type {KubeObject} from '../../../api/object.ts'
import {badRequest, notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {currentRevision} from '../registry/current-revision.ts'
import type {ResourceStore} from '../registry/resource-store.ts'
import {isReadPastCache, parseResourceVersion, tooLarge} from '../registry/resource-version.ts'
import {groupResourceOf, type RequestContext, storeOf} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {readBoolean} from './query-options.ts'

/** Reads one object. */
export async function get(context: RequestContext): Promise<ApiResponse> {
  const form = outputForm(context)
  return singleResponse(context, await objectOf(context), form)
}

/** The object that a request is about, as new as the request will have it. */
export async function objectOf(context: RequestContext): Promise<KubeObject> {
  const {namespace, name, query} = context.info
  const resource = storeOf(context)
  if (readBoolean(query, 'export'))
    throw badRequest('the export parameter, deprecated since v1.14, is no longer supported')
  const version = query.get('resourceVersion') ?? ''
  if (version) await notBefore(resource, revisionOf(context, version))
  const object = version === '0' ? await resource.getCached(namespace, name) : await resource.get(namespace, name)
  if (!object) throw notFound(groupResourceOf(context.definition), name)
  return object
}

/** Where no cache reads it, a bad version is the client's fault. */
function revisionOf({definition}: RequestContext, version: string): number {
  try {
    return parseResourceVersion(version)
  } catch (error) {
    if (!isReadPastCache(definition)) throw error
    throw badRequest(`invalid resource version: ${(error as Error).message}`)
  }
}

/** What is read is at least as new as the client knows; nobody waits for what is yet to come. */
async function notBefore(resource: ResourceStore, wanted: number): Promise<void> {
  const current = wanted > 0 ? await currentRevision(resource) : 0
  if (wanted > current) throw tooLarge(resource.definition, wanted, current)
}
