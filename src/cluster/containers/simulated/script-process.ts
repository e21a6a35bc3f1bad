import {setMaxListeners} from 'node:events'
import {nextTurn} from '../../runtime/next-turn.ts'
import type {Process} from '../process.ts'
import {containerHost} from './container-host.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import {type RunningProgram, type Signal, signalNumbers} from './programs/program.ts'
import {runCommandLine} from './run-command-line.ts'
import {ScriptErrands} from './script-errands.ts'
import {ScriptStrands} from './script-strands.ts'
import {ScriptTime} from './script-time.ts'
import type {ShellHost, ShellState} from './shell/shell-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'
import {Terminal} from './terminal/terminal.ts'

/**
 * A command that an interpreter runs: a container's own or one that somebody executes in it. It holds a work token while it computes and none
 * while it sleeps. An own script that slept when this process ended is run again from its start when it would have woken: time passes as it did,
 * what it had put out is left out, and nothing is written to files until it is where it was.
 */
export class ScriptProcess implements RunningProgram {
  readonly argv: string[]
  readonly pid: number
  private readonly container: SimulatedContainer
  private readonly process?: Process
  private readonly abort = new AbortController()
  private state?: ShellState
  private readonly strands: ScriptStrands
  private killed?: number
  private abandoned = false
  private readonly time: ScriptTime
  private wake?: {cancel(): void}
  private ownTerminal?: Terminal

  constructor(container: SimulatedContainer, argv: string[], process: Process | undefined, pid: number) {
    this.container = container
    this.time = new ScriptTime(container)
    this.strands = new ScriptStrands(container.around.activity)
    this.argv = argv
    this.process = process
    this.pid = pid
    // Each command of a pipe listens for it; scripts have as many as they like.
    setMaxListeners(0, this.abort.signal)
  }

  /** Starts a container's own script; `again` if an earlier process had started it. */
  begin(again: boolean): void {
    const {record, around} = this.container
    const start = () => {
      this.wake = undefined
      if (again) this.time.beginAgain()
      void this.run().then(
        code => this.abandoned || this.container.exit(code),
        () => this.abandoned || this.container.exit(this.killed ?? 1),
      )
    }
    if (again && record.spins) this.wake = this.spinAgain()
    else if (again && record.wakeAt !== undefined) this.wake = around.clock.at(record.wakeAt, start)
    else start()
  }

  private spinAgain(): {cancel(): void} {
    const {container} = this
    container.spinning += 1
    return {
      cancel() {
        container.spinning -= 1
      },
    }
  }

  signal(signal: Signal): void {
    if (this.wake) {
      // It sleeps and has not been run again yet: it must be, to know its traps.
      this.wake.cancel()
      delete this.container.record.spins
      this.begin(true)
    }
    if (signal === 'SIGKILL') return this.kill(137)
    if (this.state?.traps.has(signal)) {
      this.state.pending.push(signal)
      this.state.interrupt?.()
      return
    }
    if (this.pid !== 1) this.kill(128 + signalNumbers[signal])
  }

  abandon(): void {
    this.abandoned = true
    this.wake?.cancel()
    this.kill(137)
  }

  run(): Promise<number> {
    return this.strands.work(() => {
      this.endWithCaller()
      return this.interpret()
    })
  }

  /**
   * It ends when its caller goes away, but not while it computes: that costs no cluster time, so it is never late, however busy the machine is. With the
   * caller its input has ended, for which it may have been waiting.
   */
  private endWithCaller(): void {
    const signal = this.process?.signal
    const end = async () => {
      await nextTurn()
      this.strands.whenIdle(() => this.kill(137))
    }
    if (signal?.aborted) void end()
    else signal?.addEventListener('abort', () => void end(), {once: true})
  }

  private async interpret(): Promise<number> {
    const {container, argv, terminal} = this
    try {
      const [{newShellState}, files] = await Promise.all([import('./shell/run-shell.ts'), container.fileSystem()])
      const state = newShellState()
      this.state = state
      const code = await runCommandLine({
        argv,
        env: container.env,
        cwd: container.cwd,
        files,
        host: this.shellHost(files),
        state,
        terminal,
        stdin: this.process ? this.process.stdin : container.stdin,
        signal: signal => this.signal(signal),
      })
      return this.killed ?? code
    } catch (error) {
      if (this.killed !== undefined) return this.killed
      if (this.state?.exitCode !== undefined) return this.state.exitCode
      throw error
    }
  }

  /** The terminal that it runs at, if it does. */
  private get terminal(): Terminal | undefined {
    const {process} = this
    if (!process) return this.container.terminal
    if (process.tty && !this.ownTerminal) {
      this.ownTerminal = new Terminal(process.stdin, data => process.stdout(data))
      void this.ownTerminal.follow(process.resize)
    }
    return this.ownTerminal
  }

  private kill(code: number): void {
    this.killed ??= code
    this.abort.abort(new Error('killed'))
  }

  private shellHost(files: ContainerFileSystem): ShellHost {
    const {container} = this
    const {around, record} = container
    const errands = new ScriptErrands(container, this.time)
    return {
      ...containerHost(container),
      files: this.time.isPast ? files.discardingWrites(() => this.time.isPast) : files,
      pid: this.pid,
      now: () => this.time.now,
      sleep: (milliseconds, signal) => this.sleep(milliseconds, signal),
      idle: (wait, signal) => this.outsideWork(wait, signal),
      alarm: (milliseconds, callback) => around.clock.at(this.time.now + milliseconds, callback),
      work: run => this.strands.work(run),
      stdout: data => this.put('stdout', data),
      stderr: data => this.put('stderr', data),
      ...(this.terminal && {terminal: this.terminal}),
      signal: this.abort.signal,
      serves: !this.process && !record.config.runsToCompletion,
      memory: {
        ...(container.memory.limit !== undefined && {limit: container.memory.limit}),
        hold: async bytes => {
          if (container.memory.fits(bytes)) return
          container.outOfMemory()
          await this.outsideWork(new Promise<never>(() => {}))
        },
      },
      once: run => (this.process ? run() : errands.once(run)),
      spin: async signal => {
        container.spinning += 1
        if (this.pid === 1 && !this.process && this.state?.jobs.size === 0) container.spins()
        try {
          await this.sleep(Number.POSITIVE_INFINITY, signal)
        } finally {
          container.spinning -= 1
        }
      },
      abort: () => this.abort.abort(new Error('exit')),
    }
  }

  private put(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    if (data.length === 0) return
    // What the interpreter says about being stopped is not the program's output.
    if (this.abort.signal.aborted && this.state?.exitCode !== undefined) return
    if (this.ownTerminal) return this.ownTerminal.write(data)
    if (this.process) return this.process[stream](data)
    const fresh = this.time.fresh(stream, data)
    if (fresh.length > 0) this.container.write(stream, fresh)
  }

  private async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const {clock, active} = this.container.around
    await this.time.sleep(milliseconds, this.pid === 1 && !this.process, async due => {
      const ends = this.endsWith(signal)
      const rest = Number.isFinite(due) ? clock.sleep(due - clock.now(), {signal: ends}) : new Promise<never>(() => {})
      await this.outsideWork(rest, signal)
      if (this.pid === 1) active(this.container)
    })
  }

  /** Gives the work token back while something else is awaited. */
  private outsideWork<T>(wait: Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.strands.idle(untilAborted(wait, this.endsWith(signal)))
  }

  /** Aborted when the process is to end or, where a command of it has one of its own, that command. */
  private endsWith(signal: AbortSignal | undefined): AbortSignal {
    return signal && signal !== this.abort.signal ? AbortSignal.any([this.abort.signal, signal]) : this.abort.signal
  }
}

/** Rejects as soon as the signal says so; leaves no listener behind. */
function untilAborted<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, {once: true})
    wait.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
