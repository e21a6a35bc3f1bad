import {createServer} from 'node:http'
import type {Socket} from 'node:net'
import {type ByteStream, duplexOf} from '../../runtime/byte-stream.ts'
import type {ApiHandler} from './api-handler.ts'
import {HttpDoor, maxHeaderSize} from './http-door.ts'

/** Serves the API on connections that come from pods of this cluster, once TLS is off them. Who asks must prove it by a token. */
export function openPodDoor(handler: ApiHandler): (connection: ByteStream) => void {
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
    })
    server.emit('connection', socket as unknown as Socket)
  }
}
