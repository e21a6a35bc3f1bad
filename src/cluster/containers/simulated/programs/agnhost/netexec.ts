import {answering, flag, text} from '../answering.ts'
import {klogLine} from './klog-line.ts'

/** `agnhost netexec`. */
export const netexec = answering(
  host => Number(flag(host, 'http-port') ?? 8080),
  (request, host, peer) => {
    const url = new URL(request.path, 'http://localhost')
    if (url.pathname === '/hostname' || url.pathname === '/hostName') return text(host.hostname)
    if (url.pathname === '/clientip') return text(`${peer}:41000`)
    if (url.pathname === '/echo')
      return text(url.searchParams.get('msg') ?? '', Number(url.searchParams.get('code') ?? 200))
    if (url.pathname === '/header')
      return text(request.headers[(url.searchParams.get('key') ?? '').toLowerCase()] ?? '')
    if (url.pathname === '/healthz') return text('', 200)
    if (url.pathname === '/exit') {
      host.exit(Number(url.searchParams.get('code') ?? 0))
      return text('')
    }
    if (url.pathname === '/') return text(`NOW: ${new Date(host.now()).toISOString()}`)
    return text('404 page not found\n', 404)
  },
  host => klogLine(host.now(), 'log.go:245', `Started HTTP server on port ${flag(host, 'http-port') ?? 8080}`),
)
