import type {SecureContextOptions} from 'node:tls'
import type {Connection} from '../../connection.ts'
import {httpListener} from '../network/http-text.ts'
import {tlsListener} from '../network/tls-listener.ts'
import {withFirst} from '../network/with-first.ts'
import type {HttpRequest, HttpResponse, Listener} from './program.ts'

/** Where a TLS handshake begins (RFC 8446, 5.1). */
const handshake = 0x16
/** Where a command to a Redis, or what speaks as it does, begins: an array. */
const array = '*'.charCodeAt(0)

/**
 * What answers on the ports of a server that nobody knows: yes. Whoever asks over HTTP, with or without TLS, whether it is well hears 200; a webhook
 * allows, an aggregated API has no resources; who asks a Redis so hears that all is well, and who looks for a name in quotes (Consul's leader) finds one. It
 * reads other protocols and says nothing.
 */
export function agreeableListener(image: string, keyPair: () => Promise<SecureContextOptions>): Listener {
  const plain = httpListener(async request => agree(image, request))
  const secure = tlsListener(keyPair, plain)
  return {
    http: plain.http!,
    accept: (connection, peer) =>
      void (async () => {
        const received = connection.received[Symbol.asyncIterator]()
        const {value: first, done} = await received.next()
        if (done || !first) return connection.end()
        const whole: Connection = {
          received: withFirst(first, received),
          send: data => connection.send(data),
          end: () => connection.end(),
        }
        if (first[0] === array) return agreeInRedisWords(whole)
        const listener = first[0] === handshake ? secure : plain
        listener.accept(whole, peer)
      })(),
  }
}

function agree(image: string, {method, path, body}: HttpRequest): HttpResponse {
  const review = method === 'POST' ? reviewOf(body) : undefined
  if (review) return json({...review, request: undefined, response: {uid: review.request.uid, allowed: true}})
  const [, group, version] = /^\/apis\/([^/?]+)\/([^/?]+)\/?(?:\?|$)/.exec(path) ?? []
  if (group)
    return json({kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/${version}`, resources: []})
  const headers = {'Content-Type': 'text/plain; charset=utf-8'}
  return {status: 200, headers, body: `"${image}" is not simulated: it says 200 to everything.\n`}
}

interface AdmissionReview {
  kind: 'AdmissionReview'
  apiVersion: string
  request: {uid: string}
}

function reviewOf(body: string): AdmissionReview | undefined {
  try {
    const review = JSON.parse(body) as AdmissionReview
    return review.kind === 'AdmissionReview' && review.request?.uid ? review : undefined
  } catch {
    return undefined
  }
}

const json = (value: unknown): HttpResponse => ({
  status: 200,
  headers: {'Content-Type': 'application/json'},
  body: JSON.stringify(value),
})

/** `PING` and what probes of clusters ask; anything else is done. */
async function agreeInRedisWords(connection: Connection): Promise<void> {
  const state = 'cluster_state:ok'
  for await (const chunk of connection.received) {
    const words = Buffer.from(chunk).toString().toUpperCase()
    const answer = /\r\nPING\r\n/.test(words)
      ? '+PONG\r\n'
      : /\r\nCLUSTER\r\n\$4\r\nINFO\r\n/.test(words)
        ? `$${state.length}\r\n${state}\r\n`
        : '+OK\r\n'
    connection.send(Buffer.from(answer))
  }
  connection.end()
}
