import {lookUpHost} from './host-names.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** What people look into a network with beside nslookup and curl: host, ss, telnet, traceroute. */
export function probingCommands({host: container}: ShellParts): Record<string, Run> {
  const {network, peer} = container
  return {
    host: args => {
      const name = args.find(arg => !arg.startsWith('-')) ?? ''
      if (name === '') return failed('Usage: host [-aCdilrTvVw] [-t type] name [server]\n')
      const found = network.resolve(name, peer)
      if (!found) return {...failed('', 1), stdout: `Host ${name} not found: 3(NXDOMAIN)\n`}
      return ok(found.addresses.map(address => `${found.name} has address ${address}\n`).join(''))
    },
    ss: args => {
      const flags = new Set(args.filter(arg => arg.startsWith('-')).flatMap(arg => [...arg.slice(1)]))
      const {tcp, udp} = flags.has('l') || flags.has('a') ? network.listening(peer.ip) : {tcp: [], udp: []}
      const some = flags.has('t') || flags.has('u')
      const row = (kind: string, state: string, port: number): string =>
        `${some && !(flags.has('t') && flags.has('u')) ? '' : `${kind}   `}${state.padEnd(6)} 0      ${kind === 'tcp' ? '511' : '0  '}          0.0.0.0:${String(port).padEnd(5)}      0.0.0.0:*          \n`
      const rows = [
        ...(flags.has('u') || !some ? udp.map(port => row('udp', 'UNCONN', port)) : []),
        ...(flags.has('t') || !some ? tcp.map(port => row('tcp', 'LISTEN', port)) : []),
      ]
      const head = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n'
      return ok(`${some && !(flags.has('t') && flags.has('u')) ? '' : 'Netid '}${head}${rows.join('')}`)
    },
    telnet: async (args, context) => {
      const [name = '', port = '23'] = args.filter(arg => !arg.startsWith('-'))
      const ip = lookUpHost(container, name)?.addresses[0]
      if (!ip) return failed(`telnet: bad address '${name}'\n`)
      const connection = network.connect(ip, Number(port), peer)
      if (connection === 'timeout') {
        await container.sleep(127_000, context.signal)
        return failed(`telnet: can't connect to remote host (${ip}): Operation timed out\n`)
      }
      if (typeof connection === 'string')
        return failed(
          `telnet: can't connect to remote host (${ip}): ${connection === 'refused' ? 'Connection refused' : 'No route to host'}\n`,
        )
      connection.end()
      return {...ok(`Connected to ${name}\n`), stderr: 'Connection closed by foreign host\n', exitCode: 1}
    },
    traceroute: args => {
      const name = args.find(arg => !arg.startsWith('-')) ?? ''
      const ip = lookUpHost(container, name)?.addresses[0]
      if (!ip) return failed(`traceroute: bad address '${name}'\n`)
      const hop = (at: number, address: string): string =>
        ` ${at}  ${address} (${address})  0.051 ms  0.012 ms  0.009 ms\n`
      const gateway = peer.ip.replace(/\d+$/, '1')
      const reached = network.reaches(ip) ? hop(2, ip) : ' 2  *  *  *\n'
      return ok(`traceroute to ${name} (${ip}), 30 hops max, 46 byte packets\n${hop(1, gateway)}${reached}`)
    },
  }
}
