import {Agent, request} from 'node:https'
import type {Server} from './server.ts'

export interface Answer {
  status: number
  /** The body, where it was asked for. */
  text: string
}

export interface Connection {
  /** One request; its answer is read to the end and, unless it is asked for, thrown away. */
  send(method: string, path: string, options?: SendOptions): Promise<Answer>
  /** Follows a watch, calling back for every chunk of its body; returns what ends it. */
  follow(path: string, chunk: (bytes: Uint8Array) => void, headers?: Record<string, string>): Promise<() => void>
  close(): void
}

export interface SendOptions {
  body?: string
  headers?: Record<string, string>
  /** Keep the answer's body. */
  keep?: boolean
}

/** Keeps up to `clients` connections open, each busy with one request at a time, as so many clients would. */
export function connect({port, certificate, key}: Server, clients: number): Connection {
  const identity = {cert: certificate, key, rejectUnauthorized: false}
  const agent = new Agent({keepAlive: true, maxSockets: clients, ...identity})
  const base = {host: '127.0.0.1', port, ...identity}
  return {
    send(method, path, {body, headers = {}, keep = false} = {}) {
      return new Promise((resolve, reject) => {
        const outgoing = request(
          {...base, agent, method, path, headers: {...(body && {'content-type': 'application/json'}), ...headers}},
          incoming => {
            const chunks: Buffer[] = []
            if (keep) incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
            else incoming.resume()
            incoming.on('end', () =>
              resolve({status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString()}),
            )
            incoming.on('error', reject)
          },
        )
        outgoing.on('error', reject)
        outgoing.end(body)
      })
    },
    follow(path, chunk, headers = {}) {
      return new Promise((resolve, reject) => {
        const outgoing = request({...base, agent: false, method: 'GET', path, headers}, incoming => {
          incoming.on('data', chunk)
          incoming.on('error', () => undefined)
          resolve(() => outgoing.destroy())
        })
        outgoing.on('error', reject)
        outgoing.end()
      })
    },
    close: () => agent.destroy(),
  }
}

/** Runs `count` pieces of work, `clients` at a time. */
export async function inParallel(
  count: number,
  clients: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const client = async () => {
    for (let index = next++; index < count; index = next++) await work(index)
  }
  await Promise.all(Array.from({length: clients}, client))
}
