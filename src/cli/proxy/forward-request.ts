import type {IncomingHttpHeaders, IncomingMessage, ServerResponse} from 'node:http'
import {pipeline} from 'node:stream'
import {logLine} from '../klog.ts'
import {connectionFailure} from './connection-failure.ts'
import {plainText} from './plain-answers.ts'
import {endToEnd, type Forwarding, upstreamRequest} from './upstream-request.ts'

/** Passes a request on to the server and its answer back, both as they come. */
export function forwardRequest(incoming: IncomingMessage, outgoing: ServerResponse, forwarding: Forwarding): void {
  upstreamRequest(incoming, forwarding, {upgrade: false}).then(
    request => {
      request.on('error', error => fail(outgoing, forwarding, error))
      request.on('response', answer => {
        outgoing.writeHead(answer.statusCode ?? 502, canonical(endToEnd(answer.headers)))
        outgoing.flushHeaders()
        pipeline(answer, outgoing, () => request.destroy())
      })
      outgoing.on('close', () => request.destroy())
      incoming.pipe(request)
    },
    error => fail(outgoing, forwarding, error as Error),
  )
}

/** Names as Go writes them, whatever the server's protocol has made of them: `Content-Type`. */
const canonical = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase()),
      value,
    ]),
  )

function fail(outgoing: ServerResponse, {invocation, target}: Forwarding, error: Error): void {
  if (outgoing.destroyed) return
  if (outgoing.headersSent) return void outgoing.destroy()
  const why = connectionFailure(error, target)
  logLine(invocation, {severity: 'E', source: 'proxy_server.go:147', text: `Error while proxying request: ${why}`})
  plainText(outgoing, 500, why)
}
