import {ByteQueue} from '../connection.ts'
import type {ContainerUsage} from '../container.ts'
import type {NetworkPeer} from '../pod-network.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import {Attachments} from './attachments.ts'
import {ContainerChildren} from './container-children.ts'
import {argvOf, cwdOf, envOf, gidOf, groupsOf, listedArgv, uidOf} from './container-command.ts'
import type {ContainerLog} from './container-log.ts'
import {ContainerMemory} from './container-memory.ts'
import {ContainerPorts} from './container-ports.ts'
import type {ContainerRecord, ContainerSurroundings} from './container-record.ts'
import {ContainerStorage, type StoredTexts} from './container-storage.ts'
import {containerUsage} from './container-usage.ts'
import {exec} from './exec.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import {InitProcess} from './init-process.ts'
import {whyNotStart} from './missing-executable.ts'
import {pinFiles} from './pinned-files.ts'
import {type ProcessInfo, signalProcess, visibleProcesses} from './process-namespace.ts'
import {processTitle} from './process-title.ts'
import type {Datagrams, Listener, ProgramHost, Signal} from './programs/program.ts'
import type {Errand} from './script-errands.ts'
import {withCarriageReturns} from './terminal/carriage-returns.ts'
import {Terminal} from './terminal/terminal.ts'

/** One container of the simulated runtime: its record, its output, its files and what runs in it, each only as far as needed. */
export class SimulatedContainer {
  readonly record: ContainerRecord
  readonly around: ContainerSurroundings
  readonly storage: ContainerStorage
  private readonly init = new InitProcess(this)
  private readonly children = new ContainerChildren(this)
  private readonly ports = new ContainerPorts(this, {init: this.init, children: this.children})
  private readonly attachments = new Attachments(this)
  private readonly exited = new Set<() => void>()
  /** How many of its processes keep a processor busy. */
  spinning = 0
  readonly memory: ContainerMemory
  /** Its first process' standard input, which whoever attaches fills; a terminal has one although nobody may write to it. */
  readonly stdin?: ByteQueue
  /** What whoever attaches sits at, if it has one. */
  readonly terminal?: Terminal

  constructor(record: ContainerRecord, around: ContainerSurroundings, stored: StoredTexts = {}) {
    this.record = record
    this.around = around
    this.storage = new ContainerStorage(this, stored)
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
    this.init.launch(false)
  }

  /** Goes on after an earlier process of this program has ended. */
  resume(): void {
    if (this.record.state === 'Running') this.init.launch(true)
  }

  /** Delivers a signal to its first process. */
  signal(signal: Signal): void {
    if (this.record.state === 'Running') this.init.signal(signal)
  }

  async stop(graceSeconds: number): Promise<void> {
    if (this.record.state !== 'Running') return
    const done = new Promise<void>(resolve => this.onExit(resolve))
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
    return this.ports.listener(port)
  }

  datagrams(port: number): Datagrams | undefined {
    return this.ports.datagrams(port)
  }

  async usage(): Promise<ContainerUsage> {
    // What it has in memory volumes is known once they have been looked at.
    if (this.record.state === 'Running' && this.record.config.mounts.some(({tmpfs, readOnly}) => tmpfs && !readOnly))
      (await this.storage.materialized()).countMemory()
    return containerUsage(this, this.init.program)
  }

  get output(): ContainerLog {
    return this.storage.log
  }

  async fileSystem(): Promise<ContainerFileSystem> {
    return (await this.storage.materialized()).files
  }

  exec(argv: string[], process: Process): Promise<number> {
    return exec(this, this.children, argv, process)
  }

  attach(process: Process): Promise<number | undefined> {
    return this.attachments.attach(process)
  }

  /** Calls back once, when it has exited. */
  onExit(listener: () => void): void {
    this.exited.add(listener)
  }

  /** Starts a native program as a child of a script. */
  spawn(argv: string[], overrides: Partial<ProgramHost>, signal?: AbortSignal): Promise<number> | undefined {
    return this.children.spawn(argv, overrides, signal)
  }

  /** Takes connections for a process of its own; undefined: another one does at that port. */
  listen(argv: string[], port: number, listener: Listener): {close(): void} | undefined {
    return this.ports.listener(port) ? undefined : this.children.listen(argv, port, listener)
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
    this.attachments.write(stream, Buffer.from(text))
    this.around.changed(this, 'log')
  }

  /** Notes when a sleeping script is to be woken, should this process have ended by then. */
  sleepsUntil(due: number | undefined, sleeps: number): void {
    this.record.wakeAt = due
    this.record.sleeps = sleeps
    this.around.changed(this, 'state')
  }

  /** Notes what came of an errand of its script. */
  remember(index: number, errand: Errand): void {
    this.record.errands ??= []
    this.record.errands[index] = errand
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
    this.init.end()
    this.children.killAll()
    Object.assign(record, {
      state: 'Exited',
      exitCode: code & 255,
      finishedAt: around.clock.now(),
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      wakeAt: undefined,
    })
    this.storage.closeLog(around.clock.now())
    const finish = () => {
      around.changed(this, 'state')
      around.stopped(this)
      for (const done of [...this.exited]) done()
      this.exited.clear()
    }
    if (!this.storage.hasFiles) return finish()
    void around.activity.during(async () => {
      record.terminationMessage = await this.storage.terminationMessage()
      finish()
    })
  }

  /** The kernel ends all of it at once. */
  outOfMemory(): void {
    this.exit(137, 'OOMKilled')
  }

  /** This process is ending; the container is not. */
  abandon(): void {
    this.init.abandon()
    this.children.abandonAll()
  }
}
