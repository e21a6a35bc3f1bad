import type {Unit} from './unit-file.ts'

/** A line of a node's journal. */
export interface JournalEntry {
  /** Milliseconds since the epoch. */
  at: number
  /** `kubelet`, `systemd`. */
  who: string
  pid: number
  text: string
}

/** What systemd knows of a service on a node, since somebody first did something to it. */
export interface ServiceRecord {
  /** `waiting`: it ended by itself, and is started again and again. */
  state: 'active' | 'inactive' | 'failed' | 'waiting'
  /** Since when; of `waiting`, when it first ended so. Milliseconds since the epoch. */
  since: number
  /** When the process that runs began, or the one before it did. */
  began: number
  pid: number
  argv: string[]
  /** With what the last process ended. */
  exitCode?: number
  /** What it said each time that it failed. */
  complaint?: string[]
  /** When it is tried again, something having changed. */
  retryAt?: number
  disabled?: true
  /** The program's own (ServiceStart.state). */
  program?: string
  /** The unit files as they were read last, by path; absent: as the node was set up. */
  units?: Record<string, string>
  journal: JournalEntry[]
}

/** A service as it is now. */
export interface ServiceView {
  record: ServiceRecord
  unit: Unit
  /** The unit file and its drop-ins, as they were loaded, by path. */
  files: Record<string, string>
  /** Whether they are otherwise on the disk by now. */
  isOutdated: boolean
}

/** Of how many lines a journal goes on knowing. */
export const journalLength = 500
