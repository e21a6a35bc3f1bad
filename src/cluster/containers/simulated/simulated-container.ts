import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {ContainerConfig, ContainerStatus} from '../container-runtime.ts'
import type {NetworkPeer, PodNetwork} from '../pod-network.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import {ContainerLog} from './container-log.ts'
import type {ContainerFileSystem} from './files/container-file-system.ts'
import {treeToText} from './files/tree-text.ts'
import {containsExecutable, findExecutable} from './images/executables.ts'
import type {ResolvedImage} from './images/resolve-image.ts'
import {findProgram} from './programs/find-program.ts'
import {idle} from './programs/idle.ts'
import type {Listener, ProgramHost, RunningProgram, Signal} from './programs/program.ts'
import {type MaterializedFiles, materialize} from './root-files.ts'
import {ScriptProcess} from './script-process.ts'
import type {SimulatedSandbox} from './simulated-sandbox.ts'
import type {VolumeStore} from './volume-store.ts'

/** What a container is as text: all that a later process needs to go on with it. */
export interface ContainerRecord {
  id: string
  sandboxId: string
  config: ContainerConfig
  state: ContainerStatus['state']
  createdAt: number
  startedAt?: number
  finishedAt?: number
  exitCode?: number
  reason?: string
  message?: string
  terminationMessage?: string
  /** How much its first process has put out: what a re-run must not put out again. */
  written: {stdout: number; stderr: number}
  /** When its sleeping script wakes. */
  wakeAt?: number
  /** Which of its sleeps that is, counted from 1. */
  sleeps?: number
}

export interface ContainerSurroundings {
  clock: Clock
  activity: Activity
  network: PodNetwork
  volumes: VolumeStore
  sandbox: SimulatedSandbox
  image: ResolvedImage
  /** Something that must be kept has changed. */
  changed(container: SimulatedContainer, what: 'state' | 'log' | 'files'): void
  started(container: SimulatedContainer): void
  stopped(container: SimulatedContainer): void
  active(container: SimulatedContainer): void
}

/** One container of the simulated runtime: its record, its output, its files and what runs in it, each only as far as needed. */
export class SimulatedContainer {
  readonly record: ContainerRecord
  readonly around: ContainerSurroundings
  private log?: ContainerLog
  private files?: Promise<MaterializedFiles>
  private storedFiles?: string
  private program?: RunningProgram
  private readonly children = new Map<
    number,
    {argv: string[]; signal(signal: Signal): void; listener?(port: number): Listener | undefined}
  >()
  private readonly exited = new Set<() => void>()
  private readonly attached = new Set<Process>()
  private nextPid = 7

  constructor(record: ContainerRecord, around: ContainerSurroundings, stored: {log?: string; files?: string} = {}) {
    this.record = record
    this.around = around
    if (stored.log) this.log = ContainerLog.fromText(stored.log)
    this.storedFiles = stored.files
  }

  get argv(): string[] {
    const {command, args} = this.record.config
    const {entrypoint = [], command: imageCommand = []} = this.around.image.definition
    if (command?.length) return [...command, ...(args ?? [])]
    return [...entrypoint, ...(args?.length ? args : imageCommand)]
  }

  get env(): Record<string, string> {
    const {config} = this.record
    const given: Record<string, string> = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOSTNAME: this.around.sandbox.record.config.hostname,
      ...(config.tty && {TERM: 'xterm'}),
      ...this.around.image.definition.env,
    }
    for (const {name, value} of config.env) given[name] = value
    return {...given, HOME: given['HOME'] ?? (this.uid === 0 ? '/root' : '/')}
  }

  get uid(): number {
    return this.record.config.runAsUser ?? this.around.image.status.uid
  }

  get cwd(): string {
    return this.record.config.workingDir ?? this.around.image.definition.workingDir ?? '/'
  }

  /** Starts its first process; throws where a real one could not. */
  async start(): Promise<void> {
    const {record, around} = this
    const argv = this.argv
    const missing = await this.cannotStart(argv)
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
    const own = this.program?.listener?.(port)
    if (own) return own
    for (const child of this.children.values()) {
      const found = child.listener?.(port)
      if (found) return found
    }
    return this.opens(port) ? silentListener : undefined
  }

  /** A program of which we know only its ports opens them and says nothing. */
  private opens(port: number): boolean {
    if (this.program?.ports?.includes(port)) return true
    return !this.around.image.preloaded && (this.record.config.ports?.includes(port) ?? false)
  }

  get output(): ContainerLog {
    this.log ??= new ContainerLog()
    return this.log
  }

  get logText(): string | undefined {
    return this.log && !this.log.isEmpty ? this.log.toText() : undefined
  }

  async filesText(): Promise<string | undefined> {
    if (!this.files) return this.storedFiles
    return treeToText((await this.files).tree)
  }

  async fileSystem(): Promise<ContainerFileSystem> {
    return (await this.materialized()).files
  }

  async exec(argv: string[], process: Process): Promise<number> {
    const missing = await this.missingExecutable(argv[0] ?? '')
    if (missing)
      throw new RuntimeError(
        'Unknown',
        `failed to exec in container: failed to start exec "${this.execId(argv)}": OCI runtime exec failed: exec failed: unable to start container process: ${missing}: unknown`,
      )
    const script = new ScriptProcess(this, argv, process, this.pid())
    this.children.set(script.pid, script)
    try {
      return await script.run()
    } finally {
      this.children.delete(script.pid)
    }
  }

  async attach(process: Process): Promise<number | undefined> {
    this.attached.add(process)
    const ended = new Promise<void>(resolve => {
      this.exited.add(resolve)
      process.signal?.addEventListener('abort', () => resolve(), {once: true})
    })
    if (this.program instanceof ScriptProcess && process.stdin) this.program.feed(process.stdin)
    if (this.record.state === 'Running') await ended
    this.attached.delete(process)
    return this.record.exitCode
  }

  /** Starts a native program as a child of a script. */
  spawn(argv: string[], overrides: Partial<ProgramHost>): Promise<number> | undefined {
    const found = findProgram(argv)
    if (found.type !== 'native') return undefined
    const pid = this.pid()
    return new Promise(resolve => {
      const host = {
        ...this.programHost(argv, false),
        ...overrides,
        argv,
        exit: (code: number) => {
          this.children.delete(pid)
          resolve(code)
        },
      }
      const program = found.start(host)
      this.children.set(pid, {
        argv,
        signal: signal => program.signal(signal),
        listener: port => program.listener?.(port),
      })
    })
  }

  processes(): {pid: number; user: string; command: string}[] {
    const user = this.uid === 0 ? 'root' : String(this.uid)
    const children = [...this.children].map(([pid, {argv}]) => ({pid, user, command: argv.join(' ')}))
    return [{pid: 1, user, command: this.argv.join(' ')}, ...children]
  }

  kill(pid: number, signal: Signal): boolean {
    if (pid === 1) {
      // The kernel keeps an init process from being killed from within.
      if (signal !== 'SIGKILL') this.signal(signal)
      return true
    }
    const child = this.children.get(pid)
    child?.signal(signal)
    return child !== undefined
  }

  write(stream: 'stdout' | 'stderr', data: Uint8Array | string): void {
    const text = typeof data === 'string' ? data : Buffer.from(data).toString()
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

  exit(code: number, reason?: string): void {
    const {record, around} = this
    if (record.state !== 'Running') return
    this.program?.abandon?.()
    this.program = undefined
    for (const child of [...this.children.values()]) child.signal('SIGKILL')
    this.children.clear()
    Object.assign(record, {
      state: 'Exited',
      exitCode: code & 255,
      finishedAt: around.clock.now(),
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      wakeAt: undefined,
    })
    this.log?.close(around.clock.now())
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

  /** This process is ending; the container is not. */
  abandon(): void {
    this.program?.abandon?.()
    for (const child of this.children.values()) if (child instanceof ScriptProcess) child.abandon()
  }

  programHost(argv: string[], isInit: boolean): ProgramHost {
    const {around, record} = this
    return {
      argv,
      env: this.env,
      cwd: this.cwd,
      hostname: around.sandbox.record.config.hostname,
      family: around.image.definition.family,
      isInit,
      now: () => around.clock.now(),
      after: (milliseconds, callback) =>
        around.clock.at((isInit ? record.startedAt! : around.clock.now()) + milliseconds, callback),
      stdout: text => this.write('stdout', text),
      stderr: text => this.write('stderr', text),
      exit: (code, reason) => this.exit(code, reason),
      active: () => around.active(this),
      files: () => this.fileSystem(),
      network: around.network,
      peer: this.peer,
      declaredPorts: record.config.ports ?? [],
      ...(record.config.limits?.memoryBytes !== undefined && {memoryLimit: record.config.limits.memoryBytes}),
    }
  }

  get peer(): NetworkPeer {
    const {config} = this.around.sandbox.record
    return {namespace: config.namespace, node: config.node, ip: config.ip, searches: config.dns.searches}
  }

  private launch(again: boolean): void {
    const argv = this.argv
    const {image} = this.around
    const unknown = !image.preloaded && !containsExecutable(image.definition, argv[0] ?? '')
    const found = unknown ? ({type: 'native', start: idle(143)} as const) : findProgram(argv)
    if (found.type === 'native') {
      const host = this.programHost(argv, true)
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
    const script = new ScriptProcess(this, argv, undefined, 1)
    this.program = script
    script.begin(again)
  }

  private pid(): number {
    this.nextPid += 1
    return this.nextPid
  }

  private materialized(): Promise<MaterializedFiles> {
    this.files ??= materialize(this, this.storedFiles)
    return this.files
  }

  /** An image that is not known has a command of its own, if none is given. */
  private async cannotStart(argv: string[]): Promise<string | undefined> {
    if (argv.length > 0) return this.missingExecutable(argv[0]!)
    return this.around.image.preloaded ? 'no command specified' : undefined
  }

  private async missingExecutable(name: string): Promise<string | undefined> {
    const {image} = this.around
    if (containsExecutable(image.definition, name) || (!image.preloaded && name.includes('/'))) return undefined
    if (!image.preloaded && name !== '' && !/no-?such|not-?found|absent|missing/.test(name) && name === this.argv[0])
      return undefined
    return findExecutable(await this.fileSystem(), name, this.env['PATH']!, this.cwd)
  }

  private async readTerminationMessage(): Promise<string | undefined> {
    const files = await this.fileSystem()
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

/** Accepts, reads, and says nothing. */
const silentListener: Listener = {
  accept: connection => {
    void (async () => {
      for await (const _chunk of connection.received);
      connection.end()
    })()
  },
}
