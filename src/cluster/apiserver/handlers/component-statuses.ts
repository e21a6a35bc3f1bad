import type {ComponentStatus} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {objectResponse, outputForm, singleResponse} from '../responses.ts'
import {listForm} from './list.ts'

/** The rest of the control plane lives and dies with this server, so where there is an answer they are well. */
const statuses = ['scheduler', 'controller-manager', 'etcd-0'].map(name => {
  const status: ComponentStatus = {
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: {name},
    conditions: [{type: 'Healthy', status: 'True', message: 'ok'}],
  }
  return status as unknown as KubeObject
})

/** Serves componentstatuses, which nobody stores. */
export const componentStatuses = {
  async get(context: RequestContext): Promise<ApiResponse> {
    const found = statuses.find(({metadata}) => metadata.name === context.info.name)
    if (!found) throw notFound(groupResourceOf(context.definition), context.info.name)
    return singleResponse(context, found, outputForm(context))
  },

  async list(context: RequestContext): Promise<ApiResponse> {
    const form = outputForm(context)
    return objectResponse(listForm(context, {items: statuses, revision: 0}, form), 200, form)
  },
}
