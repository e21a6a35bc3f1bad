import type {ResolvedCommandContext} from 'just-bash'
import {GrowingFile} from '../../files/growing-file.ts'
import {durationOf} from '../../programs/duration.ts'
import {type Signal, signalNumbers} from '../../programs/program.ts'
import {definitionsIn, internal, lastJob} from '../script-transform.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Rounds a loop may make without sleeping before it counts as busy for good. */
const busyRounds = 100_000

/** sleep, background jobs, traps and signals; cat of what comes. */
export function jobCommands({host, state, shell, spawn}: ShellParts): Record<string, Run> {
  const firstPid = host.pid + 6

  /** Runs the handlers of signals that have come; a handler that exits ends the script. */
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

  const interrupted = (): Promise<void> =>
    new Promise(resolve => {
      state.interrupt = resolve
    })

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

  return {
    sleep: async (args, context) => {
      const milliseconds = args.map(durationOf)
      if (milliseconds.length === 0) return failed('sleep: missing operand\n')
      const wrong = milliseconds.findIndex(Number.isNaN)
      if (wrong >= 0) return failed(`sleep: invalid number '${args[wrong]}'\n`)
      state.rounds = 0
      try {
        await host.sleep(
          milliseconds.reduce((sum, each) => sum + each, 0),
          context.signal,
        )
      } catch (error) {
        if (host.signal.aborted) throw error
        return failed('', 143)
      }
      await deliver(context)
      return ok()
    },
    [internal.tick]: async (_args, context) => {
      state.rounds += 1
      if (host.memory.limit !== undefined) await host.memory.hold(sizeOf(context.env))
      if (state.rounds > busyRounds) await host.spin()
      if (state.pending.length > 0) await deliver(context)
      return ok()
    },
    [internal.live]: async ([path], context) => {
      const file =
        path === undefined ? undefined : new GrowingFile(host.files, host.files.resolvePath(context.cwd, path))
      try {
        for (;;) {
          const data = await host.idle(host.input!.some(), context.signal)
          if (data.length === 0) return ok()
          if (file) await file.add(data)
          else host.stdout(data)
        }
      } catch (error) {
        if (host.signal.aborted) throw error
        return failed('', 143)
      } finally {
        await file?.flush()
      }
    },
    [internal.spawn]: async ([source = '', written = source], context) => {
      const pid = (state.lastJob ?? firstPid - 1) + 1
      const stop = new AbortController()
      state.lastJob = pid
      state.stops.set(pid, stop)
      state.sources.set(pid, written)
      state.jobs.set(
        pid,
        host
          .work(() => spawn(source, Object.fromEntries(context.env), context.cwd, {signal: stop.signal}))
          .then(code => (stop.signal.aborted ? 143 : code))
          .catch(() => 143)
          .finally(() => state.stops.delete(pid)),
      )
      await context.assignShellVariable?.(lastJob, String(pid))
      return ok()
    },
    [internal.wait]: async (args, context) => {
      const pids = args.length > 0 ? args.map(Number) : [...state.jobs.keys()]
      const jobs = pids.map(pid => state.jobs.get(pid) ?? Promise.resolve(args.length > 0 ? 127 : 0))
      const codes = await host.idle(Promise.race([Promise.all(jobs), interrupted()]))
      await deliver(context)
      if (!codes) return {stdout: '', stderr: '', exitCode: 143}
      for (const pid of pids) state.jobs.delete(pid)
      return {stdout: '', stderr: '', exitCode: args.length > 0 ? (codes.at(-1) ?? 0) : 0}
    },
    [internal.kill]: kill,
    [internal.status]: ([code = '0']) => failed('', Number(code)),
    kill,
    trap: args => {
      if (args.length === 0)
        return ok([...state.traps].map(([name, handler]) => `trap -- '${handler}' ${name}\n`).join(''))
      const [handler, ...names] = args[0] === '--' ? args.slice(1) : args
      for (const name of names) {
        const key = name === 'EXIT' || name === '0' ? 'EXIT' : signalOf(name)
        if (handler === '-') state.traps.delete(key)
        else state.traps.set(key, handler ?? '')
      }
      return ok()
    },
  }
}

function sizeOf(variables: Iterable<[string, string]>): number {
  let sum = 0
  for (const [name, value] of variables) sum += name.length + value.length
  return sum
}

const signalOf = (name: string): Signal => {
  if (/^\d+$/.test(name))
    return (Object.entries(signalNumbers).find(([, number]) => number === Number(name))?.[0] ?? 'SIGTERM') as Signal
  return (name.startsWith('SIG') ? name : `SIG${name.toUpperCase()}`) as Signal
}
