import {formatDuration} from '../api/duration.ts'
import type {Transport} from './transport.ts'

/** The transport, telling the server with every request how long it may take, as client-go does with `--request-timeout`; 0 tells nothing. */
export function limited(transport: Transport, milliseconds: number): Transport {
  if (milliseconds <= 0) return transport
  const limit = `timeout=${formatDuration(milliseconds)}`
  return {
    request: request => transport.request({...request, url: withLimit(request.url, limit)}),
    close: () => transport.close(),
  }
}

/** Discovery has a limit of its own unless the user names another. */
const withLimit = (url: string, limit: string): string =>
  /[?&]timeout=/.test(url)
    ? url.replace(/(?<=[?&])timeout=[^&]*/, limit)
    : `${url}${url.includes('?') ? '&' : '?'}${limit}`
