import type {ApiResponse} from '../../../client/transport.ts'
import {readBoolean} from '../handlers/query-options.ts'
import type {RequestContext} from '../request-context.ts'
import {admitConnect} from './admit-connect.ts'
import {connectorTo, containerOf, nodeNameOf, podOf} from './pod-target.ts'
import type {SubresourceHandler} from './subresource.ts'

/** Runs a command in a container. */
export const exec: SubresourceHandler = {get: run, create: run}

async function run(context: RequestContext): Promise<ApiResponse> {
  const {info, server, request} = context
  const named = info.query.get('container') ?? ''
  const options = {...streamOptions(info.query), command: info.query.getAll('command')}
  await admitConnect(context, {...options, container: named})
  const pod = await podOf(context)
  const container = containerOf(pod, named)
  const {connector} = await connectorTo(server, nodeNameOf(pod))
  return connector.exec(pod, container, options, request.signal)
}

/** Which streams a client wants; stdout and stderr unless it says otherwise. */
export const streamOptions = (query: URLSearchParams) => ({
  stdin: readBoolean(query, 'stdin') ?? false,
  stdout: readBoolean(query, 'stdout') ?? true,
  stderr: readBoolean(query, 'stderr') ?? true,
  tty: readBoolean(query, 'tty') ?? false,
})
