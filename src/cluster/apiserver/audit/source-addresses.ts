import {isIP} from 'node:net'
import {headerValues} from '../auth/headers.ts'
import type {ServerRequest} from '../server-request.ts'

/** Where a request comes from: what proxies say they passed it on for, and the connection's other end, which is this machine where there is none. */
export function sourceAddresses(request: ServerRequest): string[] {
  const forwarded = headerValues(request, 'x-forwarded-for')
    .flatMap(value => value.split(','))
    .map(address => address.trim())
    .filter(address => isIP(address) !== 0)
  const real = headerValues(request, 'x-real-ip')[0]?.trim() ?? ''
  const remote = plain(request.remoteAddress ?? '127.0.0.1')
  const all = [...forwarded, ...(isIP(real) && !forwarded.includes(real) ? [real] : [])]
  return all.at(-1) === remote ? all : [...all, remote]
}

/** IPv4 as itself where a socket for both protocols shows it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')
