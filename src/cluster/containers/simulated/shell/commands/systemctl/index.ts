import {isNodeRoot} from '../../is-node-root.ts'
import {failed, type Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {askingVerbs} from './ask.ts'
import {managingVerbs} from './manage.ts'

/** systemctl: what systemd runs on a node, started, stopped, and told of. */
export function systemctlCommand({host}: ShellParts): Record<string, Run> {
  const verbs = {...managingVerbs(host), ...askingVerbs(host)}
  return {
    async systemctl(args) {
      if (!isNodeRoot(host))
        return failed(
          "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
        )
      const {words, ...options} = optionsOf(args)
      const [verb = 'list-units', ...names] = words
      if (!Object.hasOwn(verbs, verb)) return failed(`Unknown command verb '${verb}'.\n`)
      const services = names.map(name => name.replace(/\.service$/, ''))
      return verbs[verb]!(services, {...options, now: host.now()})
    },
  }
}

/** `-p NAME`, `--property=NAME`, `-t service`, `--now`: what has a value, and what has none. */
function optionsOf(args: readonly string[]) {
  const words: string[] = []
  const flags = new Set<string>()
  const values = new Map<string, string>()
  const waiting = [...args]
  const long: Record<string, string> = {p: 'property', t: 'type', n: 'lines', o: 'output'}
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? []
    const [, letter, rest] = /^-([a-z])(.*)$/.exec(arg) ?? []
    if (name !== undefined && value !== undefined) values.set(name, value)
    else if (name !== undefined) flags.add(name)
    else if (letter !== undefined && long[letter] !== undefined)
      values.set(long[letter], rest || (waiting.shift() ?? ''))
    else if (letter !== undefined) flags.add(letter)
    else words.push(arg)
  }
  return {words, flags, values}
}
