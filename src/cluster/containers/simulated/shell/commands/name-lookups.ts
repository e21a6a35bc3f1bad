import {lookUpHost} from './host-names.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Where cluster DNS is. */
const server = '10.96.0.10'

/** nslookup, which asks cluster DNS, and getent, which asks as programs do. */
export const nameLookups = ({host}: ShellParts): Record<string, Run> => ({
  nslookup: args => {
    const name = args.filter(arg => !arg.startsWith('-'))[0] ?? ''
    const found = host.network.resolve(name, host.peer)
    const header = `Server:\t\t${server}\nAddress:\t${server}:53\n\n`
    if (!found) return {stdout: `${header}** server can't find ${name}: NXDOMAIN\n\n`, stderr: '', exitCode: 1}
    return ok(`${header}${found.addresses.map(address => `Name:\t${found.name}\nAddress: ${address}\n`).join('')}\n`)
  },
  getent: ([database, name = '']) => {
    const found = /^a?hosts(v4)?$/.test(database ?? '') ? lookUpHost(host, name) : undefined
    return found ? ok(`${found.addresses[0]!.padEnd(15)} ${found.name}\n`) : failed('', 2)
  },
})
