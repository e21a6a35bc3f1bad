import {setMaxListeners} from 'node:events'
import {nextTurn} from '../../runtime/next-turn.ts'
import type {Process} from '../process.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import {containerHost} from './container-host.ts'
import {inputDemand, toTheEnd} from './input-demand.ts'
import {findProgram, findScript} from './programs/find-program.ts'
import {type RunningProgram, type Signal, signalNumbers} from './programs/program.ts'
import {ScriptReplay} from './script-replay.ts'
import {scriptIn, scriptReadingLive} from './script-source.ts'
import {ScriptStrands} from './script-strands.ts'
import {quote} from './shell/quote.ts'
import {shellOf} from './shell/shell-of.ts'
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
  /** How often it has gone to sleep. */
  private sleeps = 0
  /** While it is being run again. */
  private replay?: ScriptReplay
  private wake?: {cancel(): void}
  private ownTerminal?: Terminal

  constructor(container: SimulatedContainer, argv: string[], process: Process | undefined, pid: number) {
    this.container = container
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
      if (again) this.replay = new ScriptReplay(record, around.clock.now())
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
    try {
      const [{runShell, newShellState}, files] = await Promise.all([
        import('./shell/run-shell.ts'),
        this.container.fileSystem(),
      ])
      this.state = newShellState()
      const host = this.shellHost(files)
      const env = this.container.env
      const cwd = this.container.cwd
      const found = findScript(this.argv) ?? findProgram(this.argv)
      const name = (this.argv[0] ?? '').split('/').pop()!
      const shellName = found.type === 'script' ? found.shell : name === 'bash' ? 'bash' : 'sh'
      const {terminal} = this
      const started = shellOf(this.argv)
      if (started && terminal) {
        const [{interactiveShell}, {atRoot}] = await Promise.all([
          import('./shell/interactive-shell.ts'),
          import('./shell/at-root.ts'),
        ])
        return started.root === undefined
          ? await interactiveShell(host, terminal, {env, cwd, shell: shellName})
          : await interactiveShell(atRoot(host, started.root), terminal, {env, cwd: '/', shell: started.shell})
      }
      terminal?.cook(signal => signal === 'SIGTSTP' || this.signal(signal))
      const given = terminal ? terminal.lineBytes() : this.process ? this.process.stdin : this.container.stdin
      const isFed =
        (started && started.root === undefined) ||
        (/^(sh|bash|ash)$/.test(name) && this.argv.slice(1).every(word => /^-s?$/.test(word)))
      if (given && isFed) {
        const [{pipedShell}, {StandardInput}] = await Promise.all([
          import('./shell/piped-shell.ts'),
          import('./shell/standard-input.ts'),
        ])
        const code = await pipedShell(host, new StandardInput(given), {env, cwd, shell: shellName, zero: this.argv[0]!})
        return this.killed ?? code
      }
      const live = given && (await scriptReadingLive(this.argv, found, given))
      if (live) {
        const {exitCode} = await runShell(
          {...host, input: live.input},
          {...live, env, cwd, shell: shellName},
          this.state,
        )
        return this.killed ?? exitCode
      }
      const input = terminal ? await this.typed(terminal, findScript(this.argv)?.script) : await this.input()
      const stdin = input && {stdin: input}
      if (found.type === 'script') {
        const {exitCode} = await runShell(
          host,
          {script: found.script, words: found.words, env, cwd, shell: found.shell, zero: this.argv[0]!, ...stdin},
          this.state,
        )
        return this.killed ?? exitCode
      }
      const script = await scriptIn(files, this.argv, {cwd, input})
      if (script !== undefined)
        return (await runShell(host, {script, words: this.argv, env, cwd, shell: shellName}, this.state)).exitCode
      const {exitCode} = await runShell(
        host,
        {script: quote(this.argv[0]!), args: this.argv.slice(1), env, cwd, shell: shellName, ...stdin},
        this.state,
      )
      return this.killed ?? exitCode
    } catch (error) {
      if (this.killed !== undefined) return this.killed
      if (this.state?.exitCode !== undefined) return this.state.exitCode
      throw error
    }
  }

  /** What is piped in, to its end or as far as the command reads; nothing where it is not known to read. */
  private async input(): Promise<Uint8Array | undefined> {
    const stdin = this.process ? this.process.stdin : this.container.stdin
    const isEnough = stdin ? inputDemand(this.argv) : undefined
    if (!stdin || !isEnough) return undefined
    const taken: Uint8Array[] = []
    const take = async (): Promise<void> => {
      for await (const chunk of stdin) {
        taken.push(chunk)
        if (isEnough !== toTheEnd && isEnough(Buffer.concat(taken))) return
      }
    }
    await this.outsideWork(take())
    return Buffer.concat(taken)
  }

  /** What is typed at its terminal, as far as the command reads. */
  private async typed(terminal: Terminal, script = this.argv.map(quote).join(' ')): Promise<Uint8Array | undefined> {
    const {takeInput} = await import('./shell/take-input.ts')
    return this.outsideWork(takeInput(terminal, script))
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
    return {
      ...containerHost(container),
      files: this.replay ? files.discardingWrites(() => this.replay !== undefined) : files,
      pid: this.pid,
      now: () => this.replay?.now ?? around.clock.now(),
      sleep: (milliseconds, signal) => this.sleep(milliseconds, signal),
      idle: (wait, signal) => this.outsideWork(wait, signal),
      alarm: (milliseconds, callback) =>
        around.clock.at((this.replay?.now ?? around.clock.now()) + milliseconds, callback),
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
    const fresh = this.replay ? this.replay.fresh(stream, data) : data
    if (fresh.length > 0) this.container.write(stream, fresh)
  }

  private async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const {clock} = this.container.around
    this.sleeps += 1
    let due = (this.replay?.now ?? clock.now()) + milliseconds
    if (this.replay) {
      const {replay} = this
      if (replay.passes(this.sleeps, due)) {
        if (replay.isOver) this.endReplay()
        return
      }
      this.endReplay()
      if (replay.isLast(this.sleeps)) due = this.container.record.wakeAt ?? due
      if (due <= clock.now()) return
    }
    if (this.pid === 1 && !this.process) this.container.sleepsUntil(Number.isFinite(due) ? due : undefined, this.sleeps)
    const ends = this.endsWith(signal)
    const rest = Number.isFinite(due) ? clock.sleep(due - clock.now(), {signal: ends}) : new Promise<never>(() => {})
    await this.outsideWork(rest, signal)
    if (this.pid === 1) this.container.around.active(this.container)
  }

  private endReplay(): void {
    this.replay = undefined
    this.container.around.active(this.container)
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
