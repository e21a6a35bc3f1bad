import {once} from 'node:events'
import {request} from 'node:http'
import {connect, isIP, type Socket} from 'node:net'
import type {Destination} from '../dialing-agent.ts'

/** A proxy that could not be reached, or would not connect; `code` is the operating system's. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  readonly code: string | undefined

  constructor(why: string, code?: string) {
    super(why)
    this.code = code
  }
}

/** A connection to somewhere through a proxy: `http://host:port`, with a name and a password perhaps, or `socks5://host:port`. */
export function tunnel(proxy: string, to: Destination): Promise<Socket> {
  const url = new URL(proxy)
  return url.protocol === 'socks5:' ? throughSocks(url, to) : throughHttp(url, to)
}

function throughHttp(proxy: URL, {host, port}: Destination): Promise<Socket> {
  const {username, password} = proxy
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const path = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const asked = request({
    host: hostOf(proxy),
    port: portOf(proxy),
    method: 'CONNECT',
    path,
    headers: {
      host: path,
      ...(username && {'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`}),
    },
  })
  return new Promise((resolve, reject) => {
    asked.once('connect', ({statusCode, statusMessage}, socket: Socket, head: Buffer) => {
      // What has come along with the answer is the server's.
      socket.unshift(head)
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new ProxyError(statusMessage || `unknown status code ${statusCode}`))
    })
    asked.once('error', error => reject(unreachable(error, 'proxyconnect tcp', proxy)))
    asked.end()
  })
}

/** RFC 1928, without authentication or with RFC 1929's; the proxy looks names up. */
async function throughSocks(proxy: URL, {host, port}: Destination): Promise<Socket> {
  const socket = connect(portOf(proxy), hostOf(proxy))
  const doing = `socks connect tcp ${proxy.host}->${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  await once(socket, 'connect').catch(error => {
    throw unreachable(error, doing, proxy)
  })
  const answer = answers(socket)
  socket.write(Buffer.from(proxy.username ? [5, 2, 0, 2] : [5, 1, 0]))
  const [, method] = await answer(2)
  if (method === 2) {
    const [name, password] = [proxy.username, proxy.password].map(text => Buffer.from(decodeURIComponent(text)))
    socket.write(Buffer.concat([Buffer.from([1, name!.length]), name!, Buffer.from([password!.length]), password!]))
    const [, refused] = await answer(2)
    if (refused) throw new ProxyError(`${doing}: username/password authentication failed`)
  } else if (method !== 0) throw new ProxyError(`${doing}: no acceptable authentication methods`)
  const name = Buffer.from(host)
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]))
  const [, failure, , kind] = await answer(4)
  if (failure) throw new ProxyError(`${doing}: ${failures[failure] ?? `unknown code: ${failure}`}`)
  await answer((kind === 1 ? 4 : kind === 4 ? 16 : (await answer(1))[0]!) + 2)
  socket.removeAllListeners('readable')
  return socket
}

const failures: Record<number, string> = {
  1: 'general SOCKS server failure',
  2: 'connection not allowed by ruleset',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'TTL expired',
  7: 'command not supported',
  8: 'address type not supported',
}

/** Reads exactly so many bytes, and leaves what follows. */
const answers =
  (socket: Socket) =>
  async (count: number): Promise<Buffer> => {
    for (;;) {
      const bytes = socket.read(count) as Buffer | null
      if (bytes) return bytes
      if (socket.readableEnded || socket.destroyed) throw new ProxyError('EOF')
      await Promise.race([once(socket, 'readable'), once(socket, 'close')])
    }
  }

function unreachable(error: NodeJS.ErrnoException, doing: string, proxy: URL): ProxyError {
  const {code, message} = error
  const dial = `${doing}: dial tcp`
  if (code === 'ECONNREFUSED')
    return new ProxyError(`${dial} ${hostOf(proxy)}:${portOf(proxy)}: connect: connection refused`, code)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new ProxyError(`${dial}: lookup ${proxy.hostname}: no such host`)
  return new ProxyError(`${doing}: ${message}`)
}

const hostOf = ({hostname}: URL): string => hostname.replace(/^\[|\]$/g, '')
const portOf = ({port, protocol}: URL): number =>
  Number(port || {'http:': 80, 'https:': 443, 'socks5:': 1080}[protocol])
