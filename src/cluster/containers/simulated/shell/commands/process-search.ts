import {type Signal, signalNumbers} from '../../programs/program.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Processes by name: pgrep, pkill, killall. */
export function processSearch({host}: ShellParts): Record<string, Run> {
  const find = (pattern: string, whole: boolean) =>
    host.processes().filter(({pid, command}) => {
      const name = command.split(' ')[0]!.split('/').pop()!.replace(/:$/, '')
      return pid !== host.pid && new RegExp(pattern).test(whole ? command : name)
    })
  const signalIn = (args: string[]): Signal => {
    const word = args.find(arg => /^-(\d+|[A-Z]+)$/.test(arg))?.slice(1) ?? 'TERM'
    const byNumber = Object.entries(signalNumbers).find(([, number]) => String(number) === word)?.[0]
    return (byNumber ?? (word.startsWith('SIG') ? word : `SIG${word}`)) as Signal
  }
  const patternIn = (args: string[]): string | undefined => args.filter(arg => !arg.startsWith('-')).at(-1)

  return {
    pgrep: args => {
      const found = find(patternIn(args) ?? '', args.includes('-f'))
      const shown = found.map(
        ({pid, command}) => `${pid}${args.some(arg => /^-[la]+$/.test(arg)) ? ` ${command}` : ''}\n`,
      )
      return found.length > 0 ? ok(shown.join('')) : failed('')
    },
    pkill: args => {
      const found = find(patternIn(args) ?? '', args.includes('-f'))
      for (const {pid} of found) host.kill(pid, signalIn(args))
      return found.length > 0 ? ok() : failed('')
    },
    killall: args => {
      const name = patternIn(args) ?? ''
      const found = find(`^${name}$`, false)
      for (const {pid} of found) host.kill(pid, signalIn(args))
      return found.length > 0 ? ok() : failed(`killall: ${name}: no process killed\n`)
    },
  }
}
