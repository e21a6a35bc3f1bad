import {createSecureContext, type SecureContext, type SecureContextOptions, TLSSocket} from 'node:tls'
import {byteStreamOf, duplexOf} from '../../../runtime/byte-stream.ts'
import type {Listener} from '../programs/program.ts'

/** Puts TLS before what a listener says. The key pair is read when somebody first calls; a caller whom it fails finds the connection closed. */
export function tlsListener(keyPair: () => Promise<SecureContextOptions>, inner: Listener): Listener {
  let context: Promise<SecureContext> | undefined
  return {
    accept: (connection, peer) => {
      context ??= keyPair().then(createSecureContext)
      context.then(
        secureContext => {
          const socket = new TLSSocket(duplexOf(connection) as never, {isServer: true, secureContext})
          socket.on('error', () => connection.end())
          inner.accept(byteStreamOf(socket), peer)
        },
        () => {
          context = undefined
          connection.end()
        },
      )
    },
  }
}
