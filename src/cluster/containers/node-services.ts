/** How a program began that systemd starts on a node. */
export interface ServiceStart {
  /** What it puts into its journal, line by line. */
  said: string[]
  /** With what it ended at once; absent: it goes on. */
  exitCode?: number
  /** What it wants to know of itself while it goes on, whatever becomes of the files it was read from. */
  state?: string
}

/** A process that is about to begin. */
export interface ServiceProcess {
  node: string
  argv: readonly string[]
  pid: number
  /** Milliseconds since the epoch. */
  now: number
}

/** Who does a service's work on all nodes. */
export interface ServiceProgram {
  start(process: ServiceProcess): Promise<ServiceStart>
  stop(node: string): Promise<void>
}

/** What systemd keeps running on nodes, beside their containers. */
export interface NodeServices {
  provide(service: string, program: ServiceProgram): void
  isActive(service: string, node: string): boolean
  /** What the process that runs wanted to know of itself; undefined: it has run since the node came up, as it was set up. */
  stateOf(service: string, node: string): string | undefined
  start(service: string, node: string): Promise<void>
  stop(service: string, node: string): Promise<void>
  /** Puts lines into its journal that it says while it runs, as the process of that number. */
  say(service: string, node: string, lines: (pid: number) => readonly string[]): Promise<void>
  /** Something else has ended it, or begun it: systemd learns of it. */
  wasStopped(service: string, node: string): void
  /** Whether a node has been up before, and so is no longer as new as it was set up. */
  hasBeenUp(node: string): boolean
  cameUp(nodes: readonly string[]): void
  /** Called with a node's name after each change of the service there. Returns what takes the listener off. */
  onChange(service: string, listener: (node: string) => void): () => void
}
