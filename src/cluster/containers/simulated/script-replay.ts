import type {ContainerRecord} from './container-record.ts'

/** By how much a script's sleeps may have lasted longer than it asked for, all together; milliseconds. */
const drift = 5000

/**
 * A script's past, while it is being run again: time passes as it did, and what it put out then is left out. It has come to the present when it is in
 * the sleep that it was found in or, if nobody knows which, when its time has.
 */
export class ScriptReplay {
  /** The time as the script sees it. */
  now: number
  private readonly until: number
  private readonly lastSleep?: number
  private readonly silent: {stdout: number; stderr: number}

  constructor({startedAt, written, sleeps}: ContainerRecord, present: number) {
    this.now = startedAt!
    this.until = present
    this.silent = {...written}
    if (sleeps !== undefined) this.lastSleep = sleeps
  }

  /** What of its output is new. */
  fresh(stream: 'stdout' | 'stderr', data: Uint8Array): Uint8Array {
    const old = Math.min(this.silent[stream], data.length)
    this.silent[stream] -= old
    return data.subarray(old)
  }

  /** Whether this sleep, counted from 1, is the one that it was found in. */
  isLast(sleep: number): boolean {
    return sleep === this.lastSleep
  }

  /** Whether a sleep until then lies in the past; if so, it is over. */
  passes(sleep: number, due: number): boolean {
    if (this.isLast(sleep) || due > this.until + (this.lastSleep === undefined ? 0 : drift)) return false
    this.now = due
    return true
  }

  /** Whether its time has come without anybody knowing of a sleep. */
  get isOver(): boolean {
    return this.lastSleep === undefined && this.now === this.until
  }
}
