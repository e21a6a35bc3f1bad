import {getServers} from 'node:dns'
import {elsewhere} from './machine/elsewhere.ts'

/** ` on 10.0.0.2:53`: Go tells which server it asked for a name. */
export function nameServer(): string {
  const server = elsewhere()?.nameServer ?? getServers()[0]
  if (!server) return ''
  if (server.startsWith('[')) return ` on ${server}`
  return ` on ${server.includes(':') ? `[${server}]` : server}:53`
}
