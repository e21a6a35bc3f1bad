import type {Duplex} from 'node:stream'
import {type ConnectionOptions, connect} from 'node:tls'
import {duplexOf} from '../runtime/byte-stream.ts'
import type {ServerParts} from './server-parts.ts'

/** Where an endpoint of a Service is. */
export interface Endpoint {
  host: string
  port: number
}

/**
 * What an HTTPS request to an endpoint needs in order to get there: nothing where the machine's own network leads there, a connection through
 * the pods' network where a pod has the address. Fails with ECONNREFUSED if the pod does not listen.
 */
export async function egress(
  {nodes}: Pick<ServerParts, 'nodes'>,
  {host, port}: Endpoint,
  tls: ConnectionOptions,
): Promise<{agent: false} | {createConnection(): Duplex}> {
  const stream = await nodes?.dial(host, port)
  if (stream === 'refused')
    throw Object.assign(new Error('connect ECONNREFUSED'), {code: 'ECONNREFUSED', address: host, port})
  if (!stream) return {agent: false}
  return {createConnection: () => connect({...tls, socket: duplexOf(stream)})}
}
