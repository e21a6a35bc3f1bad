import {GrowingFile} from '../../files/growing-file.ts'
import {durationOf} from '../../programs/duration.ts'
import {internal, lastJob} from '../script-transform.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'
import {shellSignals} from './signals.ts'

/** Rounds a loop may make without sleeping before it counts as busy for good. */
const busyRounds = 100_000

/** sleep, background jobs, traps and signals; cat of what comes. */
export function jobCommands({host, state, shell, spawn}: ShellParts): Record<string, Run> {
  const firstPid = host.pid + 6
  const {deliver, commands} = shellSignals({host, state, shell})

  const interrupted = (): Promise<void> =>
    new Promise(resolve => {
      state.interrupt = resolve
    })

  return {
    ...commands,
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
    [internal.status]: ([code = '0']) => failed('', Number(code)),
  }
}

function sizeOf(variables: Iterable<[string, string]>): number {
  let sum = 0
  for (const [name, value] of variables) sum += name.length + value.length
  return sum
}
