import {quote} from '../../../api/go/quote.ts'
import {badRequest} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {RequestContext} from '../request-context.ts'
import {admitConnect} from './admit-connect.ts'
import {connectorTo, nodeNameOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Carries connections to a pod's ports. */
export const portForward: SubresourceHandler = {get: forward, create: forward}

async function forward(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const ports = info.query.getAll('ports').flatMap(text => text.split(',').map(portNumber))
  await admitConnect(context, ports.length > 0 ? {ports} : {})
  const pod = await podOf(context)
  const {connector} = await connectorTo(server, nodeNameOf(pod))
  return connector.portForward(pod, ports, request.signal)
}

/** Of 16 bits; throws Go's complaint as a 400. */
function portNumber(text: string): number {
  const why = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 0xffff ? 'value out of range' : ''
  if (why) throw badRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${quote(text)}: ${why}`)
  return Number(text)
}
