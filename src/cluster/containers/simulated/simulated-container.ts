import {ByteQueue} from '../connection.ts'
import type {ContainerUsage} from '../container.ts'
import type {NetworkPeer} from '../pod-network.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import {ContainerChildren} from './container-children.ts'
import {argvOf, cwdOf, envOf, gidOf, groupsOf, listedArgv, uidOf} from './container-command.ts'
import {ContainerLog} from './container-log.ts'
import {ContainerMemory} from './container-memory.ts'
import {containerUsage} from './container-usage.ts'
import type {ContainerRecord, ContainerSurroundings} from './container-record.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import {changedBytes} from './files/tree.ts'
import {treeToText} from './files/tree-text.ts'
import {containsExecutable} from './images/executables.ts'
import {whyNotRun, whyNotStart} from './missing-executable.ts'
import {ownKeyPair} from './own-key-pair.ts'
import {agreeableListener} from './programs/agreeable-server.ts'
import {findProgram, unwrapped} from './programs/find-program.ts'
import {ownProgram} from './programs/own-program.ts'
import type {Datagrams, Listener, ProgramHost, RunningProgram, Signal} from './programs/program.ts'
import {pinFiles} from './pinned-files.ts'
import {type ProcessInfo, signalProcess, visibleProcesses} from './process-namespace.ts'
import {processTitle} from './process-title.ts'
import {programHost} from './programs/program-host.ts'
import {silentListener} from './programs/silent-listener.ts'
import {type MaterializedFiles, materialize} from './root-files.ts'
import {ScriptProcess} from './script-process.ts'
import {withCarriageReturns} from './terminal/carriage-returns.ts'
import {Terminal} from './terminal/terminal.ts'

/** One container of the simulated runtime: its record, its output, its files and what runs in it, each only as far as needed. */
export class SimulatedContainer {
  readonly record: ContainerRecord
  readonly around: ContainerSurroundings
  private log?: ContainerLog
  /** What an earlier process kept of its output, until somebody wants it. */
  private storedLog?: string
  private files?: Promise<MaterializedFiles>
  private storedFiles?: string
  private program?: RunningProgram
  private agreeableListener?: Listener
  private readonly children = new ContainerChildren(this)
  private readonly exited = new Set<() => void>()
  private readonly attached = new Set<Process>()
  /** How many of its processes keep a processor busy. */
  spinning = 0
  readonly memory: ContainerMemory
  /** Its first process' standard input, which whoever attaches fills; a terminal has one although nobody may write to it. */
  readonly stdin?: ByteQueue
  /** What whoever attaches sits at, if it has one. */
  readonly terminal?: Terminal

  constructor(record: ContainerRecord, around: ContainerSurroundings, stored: {log?: string; files?: string} = {}) {
    this.record = record
    this.around = around
    this.storedLog = stored.log
    this.storedFiles = stored.files
    this.memory = new ContainerMemory(this)
    if (record.config.stdin || record.config.tty) this.stdin = new ByteQueue()
    if (record.config.tty) {
      this.terminal = new Terminal(this.stdin, data => this.write('stdout', data))
      this.terminal.cook(signal => signal === 'SIGTSTP' || this.signal(signal))
    }
  }

  get argv(): string[] {
    return argvOf(this)
  }

  get env(): Record<string, string> {
    return envOf(this)
  }

  get uid(): number {
    return uidOf(this)
  }

  get gid(): number {
    return gidOf(this)
  }

  get groups(): number[] {
    return groupsOf(this)
  }

  get cwd(): string {
    return cwdOf(this)
  }

  get peer(): NetworkPeer {
    const {config} = this.around.sandbox.record
    return {namespace: config.namespace, node: config.node, ip: config.ip, searches: config.dns.searches}
  }

  /** Starts its first process; throws where a real one could not. */
  async start(): Promise<void> {
    const {record, around} = this
    const missing = await whyNotStart(this)
    if (missing) {
      const text = `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${missing}`
      Object.assign(record, {
        state: 'Exited',
        startedAt: 0,
        finishedAt: around.clock.now(),
        exitCode: 128,
        reason: 'StartError',
        message: text,
      })
      around.changed(this, 'state')
      throw new RuntimeError('Unknown', `${text}: unknown`)
    }
    await pinFiles(this)
    record.state = 'Running'
    record.startedAt = around.clock.now()
    around.changed(this, 'state')
    around.started(this)
    this.launch(false)
  }

  /** Goes on after an earlier process of this program has ended. */
  resume(): void {
    if (this.record.state === 'Running') this.launch(true)
  }

  /** Delivers a signal to its first process. */
  signal(signal: Signal): void {
    if (this.record.state !== 'Running') return
    if (signal === 'SIGKILL' && this.program instanceof ScriptProcess) {
      this.program.abandon()
      this.exit(137)
    } else this.program?.signal(signal)
  }

  async stop(graceSeconds: number): Promise<void> {
    if (this.record.state !== 'Running') return
    const done = new Promise<void>(resolve => this.exited.add(resolve))
    if (graceSeconds > 0) {
      this.signal('SIGTERM')
      if ((this.record.state as string) !== 'Running') return
      const timer = this.around.clock.after(graceSeconds * 1000, () => this.signal('SIGKILL'))
      await done
      timer.cancel()
      return
    }
    this.signal('SIGKILL')
    await done
  }

  listener(port: number): Listener | undefined {
    if (this.record.state !== 'Running') return undefined
    const own = this.program?.listener?.(port) ?? this.children.listener(port)
    if (own) return own
    // A program of which we know only its ports opens them and says nothing; one that nobody knows at all is well.
    if (this.program?.ports?.includes(port)) return silentListener
    return this.isUnplayed && this.record.config.ports?.includes(port) ? this.agreeable : undefined
  }

  datagrams(port: number): Datagrams | undefined {
    if (this.record.state !== 'Running') return undefined
    return this.program?.datagrams?.(port) ?? this.children.datagrams(port)
  }

  /** Whether it serves something that is not played here. */
  private get isUnplayed(): boolean {
    return !this.around.image.known || this.around.image.definition.unplayed === true
  }

  private get agreeable(): Listener {
    this.agreeableListener ??= agreeableListener(this.record.config.image, () => ownKeyPair(this))
    return this.agreeableListener
  }

  async usage(): Promise<ContainerUsage> {
    // What it has in memory volumes is known once they have been looked at.
    if (this.record.state === 'Running' && this.record.config.mounts.some(({tmpfs, readOnly}) => tmpfs && !readOnly))
      (await this.materialized()).countMemory()
    return containerUsage(this, this.program)
  }

  get output(): ContainerLog {
    this.log ??= this.storedLog ? ContainerLog.fromText(this.storedLog) : new ContainerLog()
    this.storedLog = undefined
    return this.log
  }

  get logText(): string | undefined {
    if (!this.log) return this.storedLog
    return this.log.isEmpty ? undefined : this.log.toText()
  }

  async filesText(): Promise<string | undefined> {
    if (!this.files) return this.storedFiles
    return treeToText((await this.files).tree)
  }

  async fileSystem(): Promise<ContainerFileSystem> {
    return (await this.materialized()).files
  }

  async exec(argv: string[], process: Process): Promise<number> {
    const missing = await this.around.activity.during(() => whyNotRun(this, argv[0] ?? ''))
    if (missing)
      throw new RuntimeError(
        'Unknown',
        `failed to exec in container: failed to start exec "${this.execId(argv)}": OCI runtime exec failed: exec failed: unable to start container process: ${missing}: unknown`,
      )
    const script = new ScriptProcess(this, argv, process, this.children.pid())
    this.children.add(script.pid, script)
    try {
      return await script.run()
    } finally {
      this.children.remove(script.pid)
    }
  }

  async attach(process: Process): Promise<number | undefined> {
    this.attached.add(process)
    let left = () => {}
    const ended = new Promise<void>(resolve => {
      this.exited.add(resolve)
      left = resolve
      process.signal?.addEventListener('abort', () => resolve(), {once: true})
    })
    if (this.record.config.stdin && process.stdin) void this.feed(process.stdin).then(stays => stays || left())
    void this.terminal?.follow(process.resize)
    if (this.record.state === 'Running') await ended
    this.attached.delete(process)
    return this.record.exitCode
  }

  /**
   * Passes on what somebody types; where input is for one client only, it ends with that one's. Resolves with whether who has typed all sees the rest of
   * the output: as containerd has it, only where the program knows that nothing more comes. What it says to what was typed is seen in any case, which there is a
   * matter of luck.
   */
  private async feed(input: AsyncIterable<Uint8Array>): Promise<boolean> {
    for await (const chunk of input) this.stdin?.push(chunk)
    const {stdinOnce} = this.record.config
    if (stdinOnce) this.stdin?.close()
    else await this.around.activity.settled()
    return stdinOnce === true
  }

  /** Starts a native program as a child of a script. */
  spawn(argv: string[], overrides: Partial<ProgramHost>, signal?: AbortSignal): Promise<number> | undefined {
    return this.children.spawn(argv, overrides, signal)
  }

  /** What it sees of processes, with the numbers that they have for it. */
  processes(): ProcessInfo[] {
    return visibleProcesses(this)
  }

  /** Its own processes, numbered by itself. */
  ownProcesses(): ProcessInfo[] {
    const user = this.uid === 0 ? 'root' : String(this.uid)
    const children = this.children.list().map(({pid, argv}) => ({pid, user, command: processTitle(argv)}))
    return [{pid: 1, user, command: processTitle(listedArgv(this))}, ...children]
  }

  /** Signals a process by the number that it has for this container. */
  kill(pid: number, signal: Signal): boolean {
    return signalProcess(this, pid, signal)
  }

  /** Signals a process of its own; the kernel keeps an init process from being killed from within. */
  signalOwn(pid: number, signal: Signal, isFromWithin: boolean): boolean {
    if (pid !== 1) return this.children.signal(pid, signal)
    if (signal !== 'SIGKILL' || !isFromWithin) this.signal(signal)
    return true
  }

  write(stream: 'stdout' | 'stderr', data: Uint8Array | string): void {
    const text = Buffer.from(this.terminal ? withCarriageReturns(data) : data).toString()
    this.record.written[stream] += Buffer.byteLength(text)
    this.output.write(stream, text, this.around.clock.now())
    for (const process of this.attached) process[stream](Buffer.from(text))
    this.around.changed(this, 'log')
  }

  /** Notes when a sleeping script is to be woken, should this process have ended by then. */
  sleepsUntil(due: number | undefined, sleeps: number): void {
    this.record.wakeAt = due
    this.record.sleeps = sleeps
    this.around.changed(this, 'state')
  }

  /** Notes that its script will compute for good. */
  spins(): void {
    this.record.spins = true
    this.around.changed(this, 'state')
  }

  exit(code: number, reason?: string): void {
    const {record, around} = this
    if (record.state !== 'Running') return
    this.program?.abandon?.()
    this.program = undefined
    this.children.killAll()
    Object.assign(record, {
      state: 'Exited',
      exitCode: code & 255,
      finishedAt: around.clock.now(),
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      wakeAt: undefined,
    })
    if (this.log || this.storedLog) this.output.close(around.clock.now())
    const finish = () => {
      around.changed(this, 'state')
      around.stopped(this)
      for (const done of [...this.exited]) done()
      this.exited.clear()
    }
    if (!this.files) return finish()
    void around.activity.during(async () => {
      record.terminationMessage = await this.readTerminationMessage()
      finish()
    })
  }

  /** The kernel ends all of it at once. */
  outOfMemory(): void {
    if (this.record.state !== 'Running') return
    if (this.program instanceof ScriptProcess) this.program.abandon()
    this.exit(137, 'OOMKilled')
  }

  /** How much its own files and its output take on the node's disk; bytes. */
  async diskBytes(): Promise<number> {
    const {stdout, stderr} = this.record.written
    if (!this.files && !this.storedFiles) return stdout + stderr
    return stdout + stderr + changedBytes((await this.materialized()).tree.root)
  }

  /** This process is ending; the container is not. */
  abandon(): void {
    this.program?.abandon?.()
    this.children.abandonAll()
  }

  private launch(again: boolean): void {
    const argv = this.argv
    const {image} = this.around
    const unknown = !image.known && !containsExecutable(image.definition, argv[0] ?? '')
    const found = unknown
      ? ({type: 'native', start: ownProgram(argv, this.record.config.runsToCompletion)} as const)
      : findProgram(argv)
    if (found.type === 'native') {
      const host = programHost(this, argv, true)
      const output = again ? {...host, stdout: () => {}, stderr: () => {}} : host
      const speaks = {
        ...host,
        stdout: (text: string | Uint8Array) => (starting ? output.stdout(text) : host.stdout(text)),
      }
      let starting = true
      this.program = undefined
      const program = found.start(speaks)
      starting = false
      if (this.record.state === 'Running') this.program = program
      return
    }
    const script = new ScriptProcess(this, unwrapped(argv), undefined, 1)
    this.program = script
    script.begin(again)
  }

  private materialized(): Promise<MaterializedFiles> {
    this.files ??= materialize(this, this.storedFiles)
    return this.files
  }

  private async readTerminationMessage(): Promise<string | undefined> {
    const files = (await this.fileSystem()).asSuperuser()
    try {
      return Buffer.from(files.readBytes(this.record.config.terminationMessagePath)).toString().slice(0, 4096)
    } catch {
      return undefined
    }
  }

  private execId(argv: string[]): string {
    const text = Buffer.from(`${this.record.id}${argv.join(' ')}${this.around.clock.now()}`).toString('hex')
    return (text.slice(-32) + this.record.id).slice(0, 64)
  }
}
