import type {ContainerFileSystem} from '../../../files/container-file-system.ts'
import {ok, type Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'

/** `agnhost dns-suffix`, `dns-server-list` and `etc-hosts`: how the container finds names. */
export function dnsCommands({host}: ShellParts): Record<string, Run> {
  return {
    'dns-suffix': () => ok(`${linesOf(host.files, '/etc/resolv.conf', 'search').join(',')}\n`),
    'dns-server-list': () => ok(`${linesOf(host.files, '/etc/resolv.conf', 'nameserver').join(',')}\n`),
    'etc-hosts': async () => ok(`${await host.files.readFile('/etc/hosts')}\n`),
  }
}

/** The words after a keyword, of all lines that begin with it. */
const linesOf = (files: ContainerFileSystem, path: string, keyword: string): string[] =>
  Buffer.from(files.readBytes(path))
    .toString()
    .split('\n')
    .map(line => line.split(/\s+/).filter(Boolean))
    .filter(([first]) => first === keyword)
    .flatMap(words => words.slice(1))
