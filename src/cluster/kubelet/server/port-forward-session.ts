import type {ApiResponse} from '../../../client/transport.ts'
import type {Connection} from '../../containers/connection.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import {SessionServer} from './stream-session.ts'

interface Forwarding {
  sandbox: string
  ports: number[]
  connect(sandbox: string, port: number): Promise<Connection>
}

/** Joins ports of a sandbox to a client: for each, in their order, a channel of data and one that says what went wrong. */
export function portForwardSession({sandbox, ports, connect}: Forwarding): ApiResponse {
  const server = new SessionServer()
  let open = ports.length
  const done = () => {
    open -= 1
    if (open === 0) server.finish()
  }
  for (const [index, port] of ports.entries()) {
    const channels = {data: 2 * index, error: 2 * index + 1}
    const refuse = (error: unknown) => {
      const why = error instanceof RuntimeError ? error.description : String(error)
      const text = `error forwarding port ${port} to pod ${sandbox}, uid : ${why}`
      server.send(channels.error, Buffer.from(text), true)
      server.send(channels.data, new Uint8Array(), true)
    }
    void connect(sandbox, port)
      .then(connection => forward(server, connection, channels))
      .catch(refuse)
      .finally(done)
  }
  return {status: 101, headers: {}, body: {type: 'session', session: server.session}}
}

async function forward(
  server: SessionServer,
  connection: Connection,
  channels: {data: number; error: number},
): Promise<void> {
  void (async () => {
    for await (const chunk of server.input(channels.data)) connection.send(chunk)
    connection.end()
  })()
  for await (const chunk of connection.received) server.send(channels.data, chunk)
  server.send(channels.data, new Uint8Array(), true)
  server.send(channels.error, new Uint8Array(), true)
}
