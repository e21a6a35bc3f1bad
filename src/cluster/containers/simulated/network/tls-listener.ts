import {once} from 'node:events'
import {createSecureContext, type SecureContext, type SecureContextOptions, TLSSocket} from 'node:tls'
import {byteStreamOf, duplexOf} from '../../../runtime/byte-stream.ts'
import type {Connection} from '../../connection.ts'
import type {Listener} from '../programs/program.ts'

export interface TlsListenerOptions {
  /** Asks callers for a certificate; whose it must be, the listener sees to. */
  asksCallers?: boolean
}

/** Puts TLS before what a listener says. The key pair is read when somebody first calls; a caller whom it fails finds the connection closed. */
export function tlsListener(
  keyPair: () => Promise<SecureContextOptions>,
  inner: Listener,
  {asksCallers = false}: TlsListenerOptions = {},
): Listener {
  let context: Promise<SecureContext> | undefined
  return {
    accept: (connection, peer) => {
      context ??= keyPair().then(createSecureContext)
      context.then(
        secureContext => {
          const socket = new TLSSocket(duplexOf(connection), {
            isServer: true,
            secureContext,
            ...(asksCallers && {requestCert: true, rejectUnauthorized: false}),
          })
          socket.on('error', () => connection.end())
          if (!asksCallers) return inner.accept(byteStreamOf(socket), peer)
          once(socket, 'secure').then(
            () => inner.accept(withCaller(socket), peer),
            () => {},
          )
        },
        () => {
          context = undefined
          connection.end()
        },
      )
    },
  }
}

function withCaller(socket: TLSSocket): Connection {
  const {raw} = socket.getPeerCertificate()
  return {...byteStreamOf(socket), ...(raw && {certificate: raw})}
}
