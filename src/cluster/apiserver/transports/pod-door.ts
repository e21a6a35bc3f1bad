import {createServer} from 'node:http'
import type {Socket} from 'node:net'
import {type ByteStream, duplexOf} from '../../runtime/byte-stream.ts'
import type {ApiHandler} from './api-handler.ts'
import {HttpDoor, maxHeaderSize} from './http-door.ts'

export interface PodConnection extends ByteStream {
  /** What the caller has proved by TLS; DER. */
  certificate?: Uint8Array
}

/** Serves the API on connections that come from within this cluster, once TLS is off them. */
export function openPodDoor(handler: ApiHandler): (connection: PodConnection) => void {
  const server = createServer({maxHeaderSize})
  new HttpDoor(handler).serve(server)
  return connection => {
    // An HTTP server asks these of a socket; a stream in memory has nothing to set.
    const nothing = function (this: unknown) {
      return this
    }
    const socket = Object.assign(duplexOf(connection), {
      setTimeout: nothing,
      setNoDelay: nothing,
      setKeepAlive: nothing,
      getPeerCertificate: () => ({raw: connection.certificate}),
    })
    server.emit('connection', socket as unknown as Socket)
  }
}
