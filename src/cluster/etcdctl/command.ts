import type {Store} from '../etcd/store.ts'
import type {SnapshotFiles} from './snapshot-files.ts'
import type {Views} from './views.ts'

/** A flag; its default says what it takes: a boolean, a whole number, a text, or a list. */
export interface Flag {
  name: string
  letter?: string
  fallback: boolean | number | string | string[]
  /** Text that is one of Go's durations. */
  duration?: boolean
  usage: string
}

export type FlagValues = Record<string, boolean | number | string | string[]>

export interface EtcdctlCommand {
  /** What is typed: `endpoint health`. */
  name: string
  alias?: string
  /** Its arguments, as help shows them. */
  usage: string
  summary: string
  flags?: Flag[]
  /** Whether it never writes; then the store opens faster. */
  readOnly?: boolean
  run(call: Call): Promise<void>
}

/** One invocation of a command. */
export interface Call {
  args: string[]
  /** Those of `args` that came after `--`. */
  rest: string[]
  flag: Flags
  /** Opens the store when first asked for. */
  store(): Promise<Store>
  stdin: AsyncIterable<Uint8Array | string>
  files: SnapshotFiles
  print(text: string): void
  warn(text: string): void
  /** Says that another program is there for this now, unless it is that one which runs. */
  deprecated(text: string): void
  /** Prints a result in the format that `--write-out` asks for. */
  show(views: Views): void
  format(): string
  hex: boolean
  /** The address that this store answers to, for messages. */
  endpoint: string
  /** Ends watches and keep-alives. */
  signal: AbortSignal
  /** Replaces the embedded cluster's store by a snapshot. */
  restoreCluster(snapshot: string, options: {skipHashCheck: boolean}): Promise<void>
}

/** What was given for flags, or their defaults. */
export interface Flags {
  text(name: string): string
  number(name: string): number
  on(name: string): boolean
}
