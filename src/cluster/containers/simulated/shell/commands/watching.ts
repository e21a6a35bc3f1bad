import type {ResolvedCommandContext} from 'just-bash'
import {machine} from '../../proc-files.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

const home = '\x1b[H\x1b[J'

/** What shows something again and again until it is told to end: watch, top. */
export function watchingCommands({host}: ShellParts): Record<string, Run> {
  /** Waits; whether a user has said that it is enough, with q or Ctrl-C. */
  const isEnough = async (milliseconds: number, {signal}: ResolvedCommandContext): Promise<boolean> => {
    if (!host.terminal) {
      await host.sleep(milliseconds, signal)
      return false
    }
    const over = new AbortController()
    const ends = signal ? AbortSignal.any([signal, over.signal]) : over.signal
    const slept = host.sleep(milliseconds, ends).then(
      () => undefined,
      error => {
        if (!over.signal.aborted) throw error
        return undefined
      },
    )
    const key = await Promise.race([slept, host.terminal.key()])
    over.abort()
    return key === 'q' || key === '\x03'
  }

  const watch: Run = async (args, context) => {
    const {seconds, rest} = everySeconds(args, 'n', 2)
    if (rest.length === 0) return failed('BusyBox v1.37.0 multi-call binary.\n\nUsage: watch [-n SEC] [-t] PROG ARGS\n')
    for (;;) {
      const {stdout, stderr} = await context.exec!(rest.join(' '), {cwd: context.cwd})
      const title = `Every ${seconds.toFixed(1)}s: ${rest.join(' ')}`
      const time = new Date(host.now()).toISOString().slice(0, 19).replace('T', ' ')
      const gap = ' '.repeat(Math.max(2, (host.terminal?.width ?? 80) - title.length - time.length))
      host.stdout(Buffer.from(`${home}${args.includes('-t') ? '' : `${title}${gap}${time}\n\n`}${stdout}${stderr}`))
      if (await isEnough(seconds * 1000, context)) return ok()
    }
  }

  const top: Run = async (args, context) => {
    const {seconds} = everySeconds(args, 'd', 5)
    const times =
      args.find((_, at) => args[at - 1] === '-n') ?? args.map(arg => /^-b?n(\d+)$/.exec(arg)?.[1]).find(Boolean)
    const batch = args.some(arg => /^-\w*b/.test(arg))
    for (let left = times === undefined ? Number.POSITIVE_INFINITY : Number(times); left > 0; left -= 1) {
      const head = batch || !host.terminal ? '' : home
      host.stdout(Buffer.from(`${head}${topLines(host.processes())}`))
      if (left > 1 && (await isEnough(seconds * 1000, context))) return ok()
    }
    return ok()
  }

  return {watch, top}
}

function topLines(processes: {pid: number; user: string; command: string}[]): string {
  const used = 3_920_000
  const rows = processes.map(
    ({pid, user, command}) =>
      `${String(pid).padStart(5)} ${String(pid === 1 ? 0 : 1).padStart(5)} ${user.padEnd(8)} S     4400   0%   0   0% ${command}\n`,
  )
  return `Mem: ${used}K used, ${machine.memory - used}K free, 1024K shrd, 120000K buff, 1800000K cached\nCPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\nLoad average: 0.00 0.00 0.00 1/128 ${processes.at(-1)?.pid ?? 1}\n  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n${rows.join('')}`
}

/** `-n 1`, `-n1`; what is left of the words. */
function everySeconds(args: string[], letter: string, otherwise: number): {seconds: number; rest: string[]} {
  let seconds = otherwise
  let at = 0
  for (; args[at]?.startsWith('-'); at += 1) {
    const word = args[at]!
    if (word === `-${letter}`) seconds = Number(args[++at])
    else if (word.startsWith(`-${letter}`)) seconds = Number(word.slice(2))
  }
  return {seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : otherwise, rest: args.slice(at)}
}
