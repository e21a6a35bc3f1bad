import {lookUpHost} from './host-names.ts'
import {joinedFlags} from './joined-flags.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** ping: once a second, to whoever has an address. */
export const pingCommand =
  ({host}: ShellParts): Run =>
  async args => {
    const {values, rest} = joinedFlags(args, 'cWiw')
    const name = rest[0] ?? ''
    const ip = lookUpHost(host, name)?.addresses[0]
    if (!ip) return failed(`ping: bad address '${name}'\n`)
    const count = Number(values['c'] ?? 4)
    const alive = host.network.reaches(ip)
    host.stdout(Buffer.from(`PING ${name} (${ip}): 56 data bytes\n`))
    for (let index = 0; index < count; index += 1) {
      if (index > 0) await host.sleep(1000)
      if (alive) host.stdout(Buffer.from(`64 bytes from ${ip}: seq=${index} ttl=64 time=0.080 ms\n`))
    }
    const received = alive ? count : 0
    const lost = `\n--- ${name} ping statistics ---\n${count} packets transmitted, ${received} packets received, ${alive ? 0 : 100}% packet loss\n`
    return {
      stdout: alive ? `${lost}round-trip min/avg/max = 0.080/0.080/0.080 ms\n` : lost,
      stderr: '',
      exitCode: alive ? 0 : 1,
    }
  }
