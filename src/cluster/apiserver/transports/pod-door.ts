import {createServer} from 'node:http'
import type {ByteStream} from '../../runtime/byte-stream.ts'
import {socketOf} from '../../runtime/socket-of.ts'
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
    const getPeerCertificate = () => ({raw: connection.certificate})
    server.emit('connection', Object.assign(socketOf(connection), {getPeerCertificate}))
  }
}
