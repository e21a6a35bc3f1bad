import type {Connection} from '../../connection.ts'
import {lookUpHost} from './commands/host-names.ts'
import type {ShellHost} from './shell-host.ts'

/** How long the kernel tries to reach who does not answer; milliseconds. */
const patience = 30_000

/** Opens a connection from a container; rejects with the error that node's own sockets would have. */
export async function dial(host: ShellHost, {host: name, port}: {host: string; port: number}): Promise<Connection> {
  const ip = lookUpHost(host, name)?.addresses[0]
  if (ip === undefined) throw networkError(`getaddrinfo ENOTFOUND ${name}`, 'ENOTFOUND')
  const connection = host.network.connect(ip, port, host.peer)
  if (typeof connection !== 'string') return connection
  const {code, waits} = failures[connection]
  if (waits) await host.sleep(patience)
  throw networkError(`connect ${code} ${ip}:${port}`, code, {address: ip, port})
}

const failures = {
  refused: {code: 'ECONNREFUSED', waits: false},
  timeout: {code: 'ETIMEDOUT', waits: true},
  unreachable: {code: 'EHOSTUNREACH', waits: false},
} as const

const networkError = (message: string, code: string, more: {address?: string; port?: number} = {}): Error =>
  Object.assign(new Error(message), {code, ...more})
