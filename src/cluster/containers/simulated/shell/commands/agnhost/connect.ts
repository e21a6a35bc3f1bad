import {durationOf} from '../../../programs/duration.ts'
import {lookUpHost} from '../host-names.ts'
import {failed, ok, type Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {flagsOf} from './flags.ts'

/** How long a connection is tried where the caller does not say; milliseconds. */
const patienceOfKernel = 127_000

/** `agnhost connect HOST:PORT`: whether something answers there, and in one word why not. */
export function connect({host}: ShellParts): Run {
  return async (args, context) => {
    const {timeout, protocol = 'tcp', 'udp-data': data = 'hostname'} = flagsOf(args)
    const target = args.find((word, index) => !word.startsWith('-') && !/^--[^=]+$/.test(args[index - 1] ?? '')) ?? ''
    const [, name = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(target) ?? []
    if (!port) return failed(`UNKNOWN: address ${target}: missing port in address\n`)
    const patience = timeout === undefined ? 0 : durationOf(timeout)
    const ip = lookUpHost(host, name)?.addresses[0]
    if (ip === undefined) return failed(`DNS: lookup ${name} on 10.96.0.10:53: no such host\n`)
    if (protocol === 'udp') {
      const got = host.network.ask(ip, Number(port), `${data}\n`, host.peer)
      if (got === 'refused')
        return failed(`REFUSED: read udp ${host.peer.ip}:41000->${ip}:${port}: read: connection refused\n`)
      if (got !== undefined) return ok()
      await host.sleep(patience || Number.POSITIVE_INFINITY, context.signal)
      return failed(`TIMEOUT: read udp ${host.peer.ip}:41000->${ip}:${port}: i/o timeout\n`)
    }
    if (protocol !== 'tcp') return failed(`Unsupported protocol\n${protocol}`)
    const connection = host.network.connect(ip, Number(port), host.peer)
    if (typeof connection === 'object') {
      connection.end()
      return ok()
    }
    if (connection === 'refused') return failed('REFUSED\n')
    if (connection === 'unreachable') return failed(`OTHER: dial tcp ${ip}:${port}: connect: no route to host\n`)
    await host.sleep(patience || patienceOfKernel, context.signal)
    return failed('TIMEOUT\n')
  }
}
