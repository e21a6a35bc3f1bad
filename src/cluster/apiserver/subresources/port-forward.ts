import type {ApiResponse} from '../../../client/transport.ts'
import type {RequestContext} from '../request-context.ts'
import {admitConnect} from './admit-connect.ts'
import {connectorTo, nodeNameOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Carries connections to a pod's ports. */
export const portForward: SubresourceHandler = {get: forward, create: forward}

async function forward(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const ports = info.query.getAll('ports').flatMap(text => text.split(',').map(Number))
  await admitConnect(context, ports.length > 0 ? {ports} : {})
  const pod = await podOf(context)
  const {connector} = await connectorTo(server, nodeNameOf(pod))
  return connector.portForward(pod, ports, request.signal)
}
