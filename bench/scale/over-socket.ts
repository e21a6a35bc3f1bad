import {Agent, request} from 'node:http'

export interface Answer {
  /** The body, where it is kept. */
  text: string
  bytes: number
  /** Until the first byte of the body, and until its last. */
  firstByte: number
  milliseconds: number
}

/** Requests over a daemon's private socket, which throw for what is no success. Each answer is read to its end. */
export function overSocket(socketPath: string) {
  const agent = new Agent({keepAlive: true, maxSockets: 1})
  const send = (method: string, path: string, body?: object, keep = false): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const began = performance.now()
      const headers = body && {'content-type': 'application/json'}
      const outgoing = request({socketPath, agent, method, path, headers}, incoming => {
        const chunks: Buffer[] = []
        let bytes = 0
        let firstByte = 0
        const failed = incoming.statusCode! >= 400
        incoming.on('data', (chunk: Buffer) => {
          firstByte ||= performance.now() - began
          bytes += chunk.length
          if (keep || failed) chunks.push(chunk)
        })
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (failed) reject(new Error(`${method} ${path}: ${text}`))
          else resolve({text, bytes, firstByte, milliseconds: performance.now() - began})
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body && JSON.stringify(body))
    })
  return {
    get: (path: string, {keep = false} = {}) => send('GET', path, undefined, keep),
    post: (path: string, body: object) => send('POST', path, body),
  }
}
