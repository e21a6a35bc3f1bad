import {getServers} from 'node:dns'

/** ` on 10.0.0.2:53`: Go tells which server it asked for a name. */
export function nameServer(): string {
  const [server] = getServers()
  if (!server) return ''
  if (server.startsWith('[')) return ` on ${server}`
  return ` on ${server.includes(':') ? `[${server}]` : server}:53`
}
