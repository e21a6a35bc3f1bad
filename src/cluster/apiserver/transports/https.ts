import {createSecureServer} from 'node:http2'
import type {AddressInfo} from 'node:net'
import type {WaitingClients} from '../../runtime/waiting-clients.ts'
import type {ApiHandler, ApiListener} from './api-handler.ts'
import {HttpDoor, maxHeaderSize} from './http-door.ts'

export interface HttpsOptions {
  host: string
  /** 0: any that is free. */
  port: number
  /** PEM. */
  certificate: string
  key: string
  /** Those of new connections, where they are others by now; undefined: the same. */
  renewed?(): {certificate: string; key: string} | undefined
  waiting?: WaitingClients | undefined
}

const minVersion = 'TLSv1.2'

/**
 * Serves the API over TLS, HTTP/2 and HTTP/1.1. Client certificates are asked for, not demanded; whether their issuer is trusted
 * is for the authenticators to say.
 */
export async function listenHttps(
  handler: ApiHandler,
  {host, port, certificate, key, renewed, waiting}: HttpsOptions,
): Promise<ApiListener & {port: number}> {
  const door = new HttpDoor(handler, waiting)
  const server = createSecureServer({
    allowHTTP1: true,
    cert: certificate,
    key,
    requestCert: true,
    rejectUnauthorized: false,
    minVersion,
    maxHeaderListPairs: 20_000,
    settings: {maxConcurrentStreams: 100, initialWindowSize: 256 * 1024, maxHeaderListSize: maxHeaderSize},
  })
  // What HTTP/1.1 connections of a server for HTTP/2 read, though its options have no place for them.
  Object.assign(server, {maxHeaderSize, maxHeadersCount: 0})
  server.setTimeout(0)
  if (renewed)
    server.prependListener('connection', () => {
      const now = renewed()
      if (now) server.setSecureContext({cert: now.certificate, key: now.key, minVersion})
    })
  server.on('sessionError', () => undefined)
  server.on('tlsClientError', () => undefined)
  door.serve(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = (server.address() as AddressInfo).port
  const closed = new Promise<void>(resolve => server.once('close', resolve))
  return {
    address: `https://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    async stop() {
      server.close()
      await door.drain()
      await closed
    },
  }
}
