import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {durationOf} from '../../programs/duration.ts'
import {interruptible} from '../interruptible.ts'
import {quote} from '../quote.ts'
import {processEnvironment} from './environment.ts'
import {failed, ok, type Run} from './result.ts'
import {runApart} from './run-apart.ts'
import type {ShellParts} from './shell-parts.ts'

/** Commands that run another one, with something about it changed: env, nohup, nice, setsid, stdbuf, timeout. */
export function wrapperCommands(parts: ShellParts): Record<string, Run> {
  const {host, shell} = parts
  const run = (
    [name = '', ...args]: string[],
    {exec, cwd, stdin}: ResolvedCommandContext,
    {env = {}, ...more}: {env?: Record<string, string>; replaceEnv?: boolean} = {},
  ): Promise<ExecResult> => {
    const assignments = Object.entries(env).map(([key, value]) => `${key}=${quote(value)} `)
    const input = {stdin: String(stdin), stdinKind: 'bytes' as const}
    return exec!(`${assignments.join('')}${quote(name)}`, {args, cwd, ...input, ...more})
  }

  /** What comes after a wrapper's own options; those in `taking` have a value. */
  const after = (args: string[], taking: string): string[] => {
    let at = 0
    while (args[at]?.startsWith('-')) at += new RegExp(`^-[${taking}]$`).test(args[at]!) ? 2 : 1
    return args.slice(at)
  }

  /** Runs a command as a script of its own, so that what it has put out by then is there when its time is over. */
  const timeout: Run = async (args, context) => {
    const [limit = '', ...command] = after(args, 'skt')
    const milliseconds = durationOf(limit)
    if (command.length === 0) return failed('timeout: missing operand\n', 125)
    if (Number.isNaN(milliseconds)) return failed(`timeout: invalid number '${limit}'\n`, 125)
    const aborter = new AbortController()
    const ends = context.signal ? AbortSignal.any([context.signal, aborter.signal]) : aborter.signal
    const alarm = milliseconds > 0 ? host.alarm(milliseconds, () => aborter.abort(new Error('timeout'))) : undefined
    const late = /-(s ?|-signal=)(SIG)?(KILL|9)\b/.test(args.slice(0, args.indexOf(limit)).join(' '))
      ? 137
      : host.family === 'debian'
        ? 124
        : 143
    const {result, put} = runApart(interruptible(host, ends), command, {...context, shell})
    const cutOff = (): ExecResult => ({...put(late), stderr: ''})
    try {
      const exitCode = await result
      return aborter.signal.aborted ? cutOff() : put(exitCode)
    } catch (error) {
      if (!aborter.signal.aborted) throw error
      return cutOff()
    } finally {
      alarm?.cancel()
    }
  }

  const env: Run = (args, context) => {
    const removed: string[] = []
    const set: Record<string, string> = {}
    let at = 0
    for (; at < args.length; at += 1) {
      const arg = args[at]!
      if (arg === '-u') removed.push(args[++at] ?? '')
      else if (/^[A-Za-z_]\w*=/.test(arg)) set[arg.slice(0, arg.indexOf('='))] = arg.slice(arg.indexOf('=') + 1)
      else if (arg !== '-i' && arg !== '-') break
    }
    const command = args.slice(at)
    const fresh = args.slice(0, at).some(arg => arg === '-i' || arg === '-')
    const kept = fresh
      ? {}
      : Object.fromEntries([...processEnvironment(parts, context)].filter(([name]) => !removed.includes(name)))
    const all = {...kept, ...set}
    if (command.length > 0) return run(command, context, {env: all, ...(fresh && {replaceEnv: true})})
    return ok(
      Object.entries(all)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
  }

  return {
    env,
    timeout,
    nohup: (args, context) => run(args, context),
    setsid: (args, context) => run(after(args, ''), context),
    nice: (args, context) => run(after(args, 'n'), context),
    stdbuf: (args, context) => run(after(args, 'ioe'), context),
  }
}
