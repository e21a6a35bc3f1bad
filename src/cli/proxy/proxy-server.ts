import {lstat, unlink} from 'node:fs/promises'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {Duplex} from 'node:stream'
import type {HttpsTarget} from '../../client/https-transport.ts'
import {listen} from '../../client/machine/listen.ts'
import {nameServer} from '../../client/name-server.ts'
import {listenFailure} from '../port-forward/listen-failure.ts'
import {forwardRequest} from './forward-request.ts'
import {forwardUpgrade} from './forward-upgrade.ts'
import {plainText, redirect} from './plain-answers.ts'
import type {ProxyInvocation} from './proxy.ts'
import {isAccepted, type RequestFilter} from './request-filter.ts'
import {routeOf} from './route.ts'
import {serveFile} from './serve-file.ts'

export interface ProxyOptions {
  target: HttpsTarget
  /** Undefined: everything passes. */
  filter: RequestFilter | undefined
}

/** Where and how requests go on. */
export interface Upstream {
  invocation: ProxyInvocation
  target: HttpsTarget
}

/** Listens, says where, and serves until the command is interrupted. */
export async function serveProxy(invocation: ProxyInvocation, {target, filter}: ProxyOptions): Promise<void> {
  const {flags} = invocation
  const upstream: Upstream = {invocation, target}
  const prefixes = {api: slashEnded(flags['api-prefix']), files: flags.www && slashEnded(flags['www-prefix'])}
  const server = createServer({keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0})
  const accepts = (incoming: IncomingMessage, path: string): boolean =>
    !filter || isAccepted(filter, {method: incoming.method ?? '', path, host: incoming.headers.host ?? ''})

  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const route = routeOf(incoming.url ?? '/', prefixes)
    if (route.type === 'redirect') redirect(outgoing, incoming, route.location)
    else if (route.type === 'none') plainText(outgoing, 404, '404 page not found')
    else if (route.type === 'file') void serveFile(incoming, outgoing, {folder: flags.www, path: route.path})
    else if (!accepts(incoming, route.path)) plainText(outgoing, 403, 'Forbidden')
    else forwardRequest(incoming, outgoing, {...upstream, url: route.url})
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const route = routeOf(incoming.url ?? '/', prefixes)
    if (route.type === 'api' && accepts(incoming, route.path))
      forwardUpgrade(incoming, {socket, head}, {...upstream, url: route.url})
    else
      socket.end(
        'HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nForbidden\n',
      )
  })

  const address = await listenAsTold(server, flags)
  invocation.out(`Starting to serve on ${address}\n`)
  await new Promise((_, reject) => server.once('error', reject))
}

const slashEnded = (path: string): string => (path.endsWith('/') ? path : `${path}/`)

/** Resolves with where it listens, as Go shows an address. */
async function listenAsTold(server: Server, flags: ProxyInvocation['flags']): Promise<string> {
  const path = flags['unix-socket']
  if (path) {
    await removeSocket(path)
    await bound(server, {path, shown: `unix ${path}`})
    return path
  }
  const {address, port} = flags
  const host = /^\[(.*)\]$/.exec(address)?.[1] ?? address
  const shown = `${address}:${port}`
  if (host === address && address.includes(':'))
    throw new Error(`listen tcp: address ${shown}: too many colons in address`)
  if (port > 65_535 || port < 0) throw new Error(`listen tcp: address ${port}: invalid port`)
  const {address: at, port: bind, family} = await bound(server, {host: host || '0.0.0.0', port, shown: `tcp ${shown}`})
  return family === 'IPv6' ? `[${at}]:${bind}` : `${at}:${bind}`
}

/** What an earlier proxy left behind; other files stay and make listening fail. */
async function removeSocket(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isSocket()) await unlink(path)
}

async function bound(
  server: Server,
  {shown, ...where}: {path?: string; host?: string; port?: number; shown: string},
): Promise<AddressInfo> {
  const before = process.umask(0o077)
  const listening = listen(server, where)
  process.umask(before)
  try {
    return await listening
  } catch (error) {
    const why = error as NodeJS.ErrnoException
    throw new Error(`listen ${lookedUp(why, where.host) ?? `${shown}: ${listenFailure(why)}`}`)
  }
}

function lookedUp(error: NodeJS.ErrnoException, host = ''): string | undefined {
  return error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN'
    ? `tcp: lookup ${host}${nameServer()}: no such host`
    : undefined
}
