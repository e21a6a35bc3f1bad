import {ConnectionError} from './connection-error.ts'
import type {Transport} from './transport.ts'

/** The transport with every request, streams too, at its end after so many milliseconds; 0 means never. */
export function withDeadline(transport: Transport, milliseconds: number): Transport {
  if (milliseconds <= 0) return transport
  return {
    async request(request) {
      const deadline = AbortSignal.timeout(milliseconds)
      const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline
      try {
        return await transport.request({...request, signal})
      } catch (error) {
        if (!deadline.aborted) throw error
        const why = 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)'
        throw new ConnectionError({method: request.method, url: request.url, why})
      }
    },
    close: () => transport.close(),
  }
}
