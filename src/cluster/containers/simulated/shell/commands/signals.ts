import type {ResolvedCommandContext} from 'just-bash'
import {type Signal, signalNumbers} from '../../programs/program.ts'
import {definitionsIn, internal} from '../script-transform.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

export interface Signals {
  /** Runs the handlers of signals that have come; a handler that exits ends the script. */
  deliver(context: ResolvedCommandContext): Promise<void>
  commands: Record<string, Run>
}

/** Traps, and kill: signals that come to a script, and those that it sends. */
export function shellSignals({host, state, shell}: Pick<ShellParts, 'host' | 'state' | 'shell'>): Signals {
  const deliver = async (context: ResolvedCommandContext): Promise<void> => {
    for (let signal = state.pending.shift(); signal; signal = state.pending.shift()) {
      const handler = state.traps.get(signal)
      if (!handler) continue
      const {runShell} = await import('../run-shell.ts')
      const functions = [...definitionsIn(state.script ?? '').values()].join('\n')
      const marked = `${functions}\n${handler}\n__handled=1`
      const {exitCode, env} = await runShell(host, {
        script: marked,
        env: Object.fromEntries(context.env),
        cwd: context.cwd,
        shell,
      })
      if (env['__handled'] === undefined) {
        state.exitCode = exitCode
        const onExit = state.traps.get('EXIT')
        state.traps.delete('EXIT')
        if (onExit !== undefined)
          await runShell(host, {script: `${functions}\n${onExit}`, env, cwd: env['PWD'] ?? context.cwd, shell})
        host.abort()
        throw new Error('exit')
      }
      for (const [name, value] of Object.entries(env))
        if (name !== '__handled' && context.env.get(name) !== value && /^[A-Za-z_]\w*$/.test(name))
          await context.assignShellVariable?.(name, value)
    }
  }

  /** The number of the process that a shell calls `%1`. */
  const jobOf = (name: string): number | undefined =>
    name === '' || name === '%' || name === '+' ? state.lastJob : [...state.jobs.keys()][Number(name) - 1]

  const kill: Run = args => {
    const option = args[0]?.startsWith('-') ? args[0].slice(1) : undefined
    if (option === 'l') return ok('HUP INT QUIT KILL USR1 USR2 TERM\n')
    const named = option === 's' ? args[1]! : (option ?? 'TERM')
    const pids = args.slice(option === undefined ? 0 : option === 's' ? 2 : 1)
    const problems: string[] = []
    for (const word of pids) {
      const pid = word.startsWith('%') ? (jobOf(word.slice(1)) ?? word) : word
      const job = state.stops.get(Number(pid))
      if (job && named !== '0') {
        job.abort(new Error('killed'))
        continue
      }
      if (
        named === '0'
          ? job !== undefined || host.processes().some(process => process.pid === Number(pid))
          : host.kill(Number(pid), signalOf(named))
      )
        continue
      problems.push(`sh: can't kill pid ${pid}: No such process\n`)
    }
    return problems.length > 0 ? failed(problems.join('')) : ok()
  }

  const trap: Run = args => {
    if (args.length === 0)
      return ok([...state.traps].map(([name, handler]) => `trap -- '${handler}' ${name}\n`).join(''))
    const [handler, ...names] = args[0] === '--' ? args.slice(1) : args
    for (const name of names) {
      const key = name === 'EXIT' || name === '0' ? 'EXIT' : signalOf(name)
      if (handler === '-') state.traps.delete(key)
      else state.traps.set(key, handler ?? '')
    }
    return ok()
  }

  return {deliver, commands: {kill, [internal.kill]: kill, trap}}
}

const signalOf = (name: string): Signal => {
  if (/^\d+$/.test(name))
    return (Object.entries(signalNumbers).find(([, number]) => number === Number(name))?.[0] ?? 'SIGTERM') as Signal
  return (name.startsWith('SIG') ? name : `SIG${name.toUpperCase()}`) as Signal
}
