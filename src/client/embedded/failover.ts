import {ConnectionError} from '../connection-error.ts'
import type {ApiRequest, Transport} from '../transport.ts'

/** A way to a cluster that is open; without a transport where only TLS can prove who is calling. */
interface Opened {
  transport?: Transport
  settle?(): Promise<void>
  close(): Promise<void>
}

/**
 * A way through the socket of another process's cluster for as long as that process is there; what it did not take up goes to the
 * cluster that `reopen` opens then, in this process or another one.
 */
export function failingOver(first: Transport, reopen: () => Promise<Opened>): Opened {
  let next: Promise<Opened> | undefined
  return {
    transport: {
      async request(request) {
        if (!next)
          try {
            return await first.request(request)
          } catch (error) {
            if (!isLost(error, request)) throw error
            next ??= reopen()
          }
        const {transport} = await next
        if (!transport) throw new Error('the cluster that was used is gone, and another one asks for credentials')
        return transport.request(request)
      },
      close: async () => {},
    },
    settle: async () => (await next)?.settle?.(),
    async close() {
      await first.close()
      await (await next)?.close()
    },
  }
}

/** Whether nobody took the request up, or asking again does no harm. */
export const isLost = (error: unknown, {method}: ApiRequest): boolean =>
  error instanceof ConnectionError &&
  (['ECONNREFUSED', 'ENOENT', 'EPIPE'].includes(error.code ?? '') || (error.code === 'ECONNRESET' && method === 'GET'))
