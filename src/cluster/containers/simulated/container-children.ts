import {findProgram, wrapsNothing} from './programs/find-program.ts'
import type {Datagrams, Listener, ProgramHost, Signal} from './programs/program.ts'
import {programHost} from './programs/program-host.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** A process of a container beside its first one. */
export interface ChildProcess {
  argv: string[]
  signal(signal: Signal): void
  listener?(port: number): Listener | undefined
  datagrams?(port: number): Datagrams | undefined
  /** Lets go without ending it, as this program ends. */
  abandon?(): void
}

const firstPid = 7

/** The processes that run in a container beside its first one. */
export class ContainerChildren {
  private readonly container: SimulatedContainer
  private readonly processes = new Map<number, ChildProcess>()
  private lastPid = firstPid

  constructor(container: SimulatedContainer) {
    this.container = container
  }

  /** The number of the next process. */
  pid(): number {
    this.lastPid += 1
    return this.lastPid
  }

  add(pid: number, child: ChildProcess): void {
    this.processes.set(pid, child)
  }

  remove(pid: number): void {
    this.processes.delete(pid)
  }

  /** Starts a native program as a child of a script; undefined if the command line is none. Resolves with its exit code. */
  spawn(argv: string[], overrides: Partial<ProgramHost>, signal?: AbortSignal): Promise<number> | undefined {
    if (wrapsNothing(argv)) return undefined
    const found = findProgram(argv)
    if (found.type !== 'native') return undefined
    const pid = this.pid()
    return new Promise(resolve => {
      const exit = (code: number) => {
        this.remove(pid)
        resolve(code)
      }
      const program = found.start({...programHost(this.container, argv, false), ...overrides, argv, exit})
      this.add(pid, {
        argv,
        signal: signal => program.signal(signal),
        listener: port => program.listener?.(port),
        datagrams: port => program.datagrams?.(port),
      })
      // Ctrl-C; what does not hear it is ended all the same, so that its caller can go on.
      signal?.addEventListener(
        'abort',
        () => {
          program.signal('SIGINT')
          if (this.processes.has(pid)) program.signal('SIGKILL')
        },
        {once: true},
      )
    })
  }

  /** Has a process take connections at a port, until it closes it or is ended. */
  listen(argv: string[], port: number, listener: Listener): {close(): void} {
    const pid = this.pid()
    const close = () => this.remove(pid)
    this.add(pid, {argv, signal: close, listener: asked => (asked === port ? listener : undefined)})
    return {close}
  }

  list(): {pid: number; argv: string[]}[] {
    return [...this.processes].map(([pid, {argv}]) => ({pid, argv}))
  }

  /** Whether there is such a process. */
  signal(pid: number, signal: Signal): boolean {
    const child = this.processes.get(pid)
    child?.signal(signal)
    return child !== undefined
  }

  listener(port: number): Listener | undefined {
    for (const child of this.processes.values()) {
      const found = child.listener?.(port)
      if (found) return found
    }
    return undefined
  }

  datagrams(port: number): Datagrams | undefined {
    for (const child of this.processes.values()) {
      const found = child.datagrams?.(port)
      if (found) return found
    }
    return undefined
  }

  killAll(): void {
    for (const child of [...this.processes.values()]) child.signal('SIGKILL')
    this.processes.clear()
  }

  abandonAll(): void {
    for (const child of this.processes.values()) child.abandon?.()
  }
}
