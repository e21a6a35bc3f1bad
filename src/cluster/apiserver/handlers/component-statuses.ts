import type {ComponentStatus} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {methodNotSupported, notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {selectionOf} from '../registry/selection.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {objectResponse, outputForm, singleResponse} from '../responses.ts'
import type {ComponentProbe} from '../server-parts.ts'
import {listForm} from './list.ts'
import {listQuery} from './query-options.ts'

/** Serves componentstatuses, which nobody stores: each is asked for how it is. */
export const componentStatuses = {
  async get(context: RequestContext): Promise<ApiResponse> {
    const {name} = context.info
    const found = context.server.components?.find(component => component.name === name)
    if (!found) throw notFound({group: '', resource: 'componentstatus'}, name)
    return singleResponse(context, await statusOf(found), outputForm(context))
  },

  async list(context: RequestContext): Promise<ApiResponse> {
    const form = outputForm(context)
    const selection = selectionOf(context.definition, '', listQuery(context.info.query, false))
    const statuses = await Promise.all((context.server.components ?? []).map(statusOf))
    const items = statuses.filter(status => selection.matches(status))
    return objectResponse(await listForm(context, {items, revision: 0}, form), 200, form)
  },

  async watch({definition}: RequestContext): Promise<ApiResponse> {
    throw methodNotSupported(groupResourceOf(definition), 'watch')
  },
}

async function statusOf({name, probe}: ComponentProbe): Promise<KubeObject> {
  const problem = await probe().catch((error: Error) => error.message)
  const status: ComponentStatus = {
    kind: 'ComponentStatus',
    apiVersion: 'v1',
    metadata: {name},
    conditions: [{type: 'Healthy', status: problem ? 'False' : 'True', message: problem ?? 'ok'}],
  }
  return status as KubeObject
}
