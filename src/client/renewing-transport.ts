import type {Transport} from './transport.ts'

/** A transport that is exchanged for another one when the server has refused who is asking: whoever asks next does so with new credentials. */
export function renewing(first: Transport, renew: () => Promise<Transport>): Transport {
  let current = first
  return {
    async request(request) {
      const used = current
      const response = await used.request(request)
      if (response.status === 401 && used === current) current = await renew()
      return response
    },
    close: () => current.close(),
  }
}
