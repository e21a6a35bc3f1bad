import {STATUS_CODES} from 'node:http'
import type {Duplex} from 'node:stream'
import type {ApiResponse} from '../../../client/transport.ts'

/** Both ends of a connection whose protocol is not ours. */
export interface TunnelEnds {
  client: Duplex
  /** What the client has already sent of the new protocol. */
  clientHead: Uint8Array
  server: Duplex
  serverHead: Uint8Array
}

/** Passes on the answer that a server gave to an upgrade and then, unseen, all that either side sends; resolves when one of them is done. */
export async function serveTunnel({status, headers}: ApiResponse, ends: TunnelEnds): Promise<void> {
  const {client, clientHead, server, serverHead} = ends
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map(one => `${name}: ${one}\r\n`))
  client.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`)
  if (serverHead.length > 0) client.write(serverHead)
  if (clientHead.length > 0) server.write(clientHead)
  client.pipe(server)
  server.pipe(client)
  await new Promise<void>(resolve => {
    for (const end of [client, server]) end.once('error', () => end.destroy()).once('close', resolve)
  })
  client.destroy()
  server.destroy()
}
