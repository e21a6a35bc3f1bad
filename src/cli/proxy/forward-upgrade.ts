import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'
import {logLine} from '../klog.ts'
import {connectionFailure} from './connection-failure.ts'
import {type Forwarding, upstreamRequest} from './upstream-request.ts'

interface Client {
  socket: Duplex
  /** What the client has already sent of the new protocol. */
  head: Buffer
}

/** Passes on a request to switch protocols, and then every byte in both directions until one side is done. */
export function forwardUpgrade(incoming: IncomingMessage, {socket, head}: Client, forwarding: Forwarding): void {
  const fail = (error: Error): void => {
    const why = connectionFailure(error, forwarding.target)
    const text = `Error while proxying request: ${why}`
    logLine(forwarding.invocation, {severity: 'E', source: 'proxy_server.go:147', text})
    socket.end(`HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${why}\n`)
  }
  socket.on('error', () => socket.destroy())
  upstreamRequest(incoming, forwarding, {upgrade: true}).then(request => {
    request.on('error', fail)
    request.on('response', answer => {
      socket.write(headOf(answer))
      answer.pipe(socket)
    })
    request.on('upgrade', (answer, server: Duplex, first: Buffer) => {
      socket.write(headOf(answer))
      socket.write(first)
      server.write(head)
      server.on('error', () => server.destroy())
      server.on('close', () => socket.destroy())
      socket.on('close', () => server.destroy())
      server.pipe(socket)
      socket.pipe(server)
    })
    request.end()
  }, fail)
}

/** Status line and headers as they came, but for the framing that node has taken off. */
function headOf({statusCode, statusMessage, rawHeaders}: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (!/^transfer-encoding$/i.test(rawHeaders[at]!)) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
