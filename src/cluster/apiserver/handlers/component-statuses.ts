import type {ComponentStatus} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {objectResponse, outputForm, singleResponse} from '../responses.ts'
import type {ComponentProbe} from '../server-parts.ts'
import {listForm} from './list.ts'

/** Serves componentstatuses, which nobody stores: each is asked for how it is. */
export const componentStatuses = {
  async get(context: RequestContext): Promise<ApiResponse> {
    const {name} = context.info
    const found = context.server.components?.find(component => component.name === name)
    if (!found) throw notFound(groupResourceOf(context.definition), name)
    return singleResponse(context, await statusOf(found), outputForm(context))
  },

  async list(context: RequestContext): Promise<ApiResponse> {
    const form = outputForm(context)
    const items = await Promise.all((context.server.components ?? []).map(statusOf))
    return objectResponse(listForm(context, {items, revision: 0}, form), 200, form)
  },
}

async function statusOf({name, probe}: ComponentProbe): Promise<KubeObject> {
  const problem = await probe().catch((error: Error) => error.message)
  const status: ComponentStatus = {
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: {name},
    conditions: [{type: 'Healthy', status: problem ? 'False' : 'True', message: problem ?? 'ok'}],
  }
  return status as unknown as KubeObject
}
