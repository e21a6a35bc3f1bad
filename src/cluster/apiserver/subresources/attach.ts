import type {ApiResponse} from '../../../client/transport.ts'
import type {RequestContext} from '../request-context.ts'
import {admitConnect} from './admit-connect.ts'
import {streamOptions} from './exec.ts'
import {connectorTo, containerOf, nodeNameOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Joins the streams of a container's own process. */
export const attach: SubresourceHandler = {get: join, create: join}

async function join(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const named = info.query.get('container') ?? ''
  const options = streamOptions(info.query)
  await admitConnect(context, {...options, container: named})
  const pod = await podOf(context)
  const container = containerOf(pod, named)
  const {connector} = await connectorTo(server, nodeNameOf(pod))
  return connector.attach(pod, container, options, request.signal)
}
