import {connect} from 'node:tls'
import type {Connection} from '../containers/connection.ts'
import {byteStreamOf, duplexOf} from '../runtime/byte-stream.ts'

export interface PodRequest {
  method: string
  /** Path and query. */
  path: string
  headers: Record<string, string>
  body?: Uint8Array
}

export interface PodResponse {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/** Sends one HTTP/1.1 request over a connection of its own and reads the answer. */
export async function podHttp(connection: Connection, {method, path, headers, body}: PodRequest): Promise<PodResponse> {
  const all = {...headers, connection: 'close', ...(body && body.length > 0 && {'content-length': String(body.length)})}
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  connection.send(
    Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body ?? new Uint8Array()]),
  )
  connection.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of connection.received) chunks.push(chunk)
  const answer = Buffer.concat(chunks)
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return {status: 502, headers: {}, body: new Uint8Array()}
  const [first = '', ...rest] = answer.subarray(0, end).toString('latin1').split('\r\n')
  const pairs = rest.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return {status: Number(first.split(' ')[1]), headers: Object.fromEntries(pairs), body: answer.subarray(end + 4)}
}

/** A connection on which both sides speak TLS; as kubelets and proxies do with pods, it does not ask who answers. */
export const secured = (connection: Connection): Connection =>
  byteStreamOf(connect({socket: duplexOf(connection), rejectUnauthorized: false}))
