import {ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** busybox's `netstat`: what listens in the pod. Connections come and go within the process and are not told. */
export const netstatCommand = ({host}: ShellParts): Record<string, Run> => ({
  netstat: args => {
    const flags = new Set(args.filter(arg => arg.startsWith('-')).flatMap(arg => [...arg.slice(1)]))
    const servers = flags.has('a') || flags.has('l')
    const kinds = (['tcp', 'udp'] as const).filter(kind => flags.has(kind[0]!) || !(flags.has('t') || flags.has('u')))
    const {tcp, udp} = servers ? host.network.listening(host.peer.ip) : {tcp: [], udp: []}
    const programs = flags.has('p')
    const line = (kind: string, port: number, state: string): string =>
      `${kind}        0      0 ${`0.0.0.0:${port}`.padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} ${state.padEnd(11)}${programs ? ' -' : ''}\n`
    const shown = flags.has('l') ? 'only servers' : flags.has('a') ? 'servers and established' : 'w/o servers'
    const lines = [
      `Active Internet connections (${shown})\n`,
      `Proto Recv-Q Send-Q Local Address           Foreign Address         State      ${programs ? ' PID/Program name    ' : ' '}\n`,
      ...(kinds.includes('tcp') ? tcp.map(port => line('tcp', port, 'LISTEN')) : []),
      ...(kinds.includes('udp') ? udp.map(port => line('udp', port, '')) : []),
    ]
    return ok(lines.join(''))
  },
})
