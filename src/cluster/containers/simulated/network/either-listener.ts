import type {SecureContextOptions} from 'node:tls'
import type {Connection} from '../../connection.ts'
import type {Listener} from '../programs/program.ts'
import {type TlsListenerOptions, tlsListener} from './tls-listener.ts'
import {withFirst} from './with-first.ts'

/** How every TLS handshake begins. */
const handshake = 0x16

/** Answers callers who speak TLS by TLS, and all others as they are. */
export function eitherListener(
  keyPair: () => Promise<SecureContextOptions>,
  inner: Listener,
  options?: TlsListenerOptions,
): Listener {
  const secure = tlsListener(keyPair, inner, options)
  return {
    ...inner,
    accept: (connection, peer) => {
      const received = connection.received[Symbol.asyncIterator]()
      void received.next().then(({done, value}) => {
        if (done) return connection.end()
        const listener = value[0] === handshake ? secure : inner
        listener.accept({...connection, received: withFirst(value, received)} as Connection, peer)
      })
    },
  }
}
