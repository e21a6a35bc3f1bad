import {binary} from './binary-output.ts'
import {lookUpHost} from './host-names.ts'
import {joinedFlags} from './joined-flags.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** nc: sends its input to a port, by TCP or UDP, and shows what comes back. */
export const ncCommand =
  ({host}: ShellParts): Run =>
  async (args, context) => {
    const {flags, values, rest} = joinedFlags(args, 'wpi')
    const [name = '', port = ''] = rest
    const ip = lookUpHost(host, name)?.addresses[0]
    const patience = Number(values['w'] ?? 0) * 1000
    const input = String(context.stdin)
    const protocol = flags.has('u') ? 'udp' : 'tcp'
    const fails = (why: string) => failed(`nc: ${ip} (${ip}:${port}): ${why}\n`)
    const open = flags.has('v') ? `${name} (${ip}:${port}) open\n` : ''
    if (!ip) return failed(`nc: bad address '${name}'\n`)
    if (protocol === 'udp') {
      const got = host.network.ask(ip, Number(port), Buffer.from(input, 'latin1').toString(), host.peer)
      if (got === 'refused') return fails('Connection refused')
      if (patience > 0 && !flags.has('z')) await host.sleep(patience, context.signal)
      return {...binary(got ?? ''), stderr: open}
    }
    const connection = host.network.connect(ip, Number(port), host.peer)
    if (connection === 'timeout') await host.sleep(patience || 120_000, context.signal)
    if (typeof connection === 'string')
      return fails(connection === 'refused' ? 'Connection refused' : 'Connection timed out')
    if (flags.has('z')) {
      connection.end()
      return failed(open, 0)
    }
    connection.send(Buffer.from(input, 'latin1'))
    connection.end()
    const chunks: Uint8Array[] = []
    const reading = (async () => {
      for await (const chunk of connection.received) chunks.push(chunk)
    })()
    const late = new AbortController()
    const alarm = patience > 0 ? host.alarm(patience, () => late.abort()) : undefined
    const ends = AbortSignal.any([late.signal, ...(context.signal ? [context.signal] : [])])
    await host.idle(reading, ends).catch(error => {
      if (!late.signal.aborted) throw error
    })
    alarm?.cancel()
    return {...binary(Buffer.concat(chunks)), stderr: open}
  }
