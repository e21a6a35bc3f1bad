import {statSync} from 'node:fs'
import type {Logger} from '../runtime/logger.ts'

export interface ReloadedFileOptions<T> {
  /** Its absolute path. */
  path: string
  /** Throws an Error that says what is wrong with the file. */
  load(): T
  /** Real time; milliseconds. */
  now(): number
  log?: Logger
}

/** How long what is known of a file is believed; milliseconds. */
const belief = 1000

/**
 * What a configuration file says, read again when the file has changed. It is looked at when somebody asks, so that nothing has to watch it; what is wrong
 * with a new state is logged, and the last good one holds on.
 */
export class ReloadedFile<T> {
  private readonly options: ReloadedFileOptions<T>
  private value: T
  private state: string
  private lookedAt: number

  constructor(options: ReloadedFileOptions<T>) {
    this.options = options
    this.state = stateOf(options.path)
    this.value = options.load()
    this.lookedAt = options.now()
  }

  get current(): T {
    const now = this.options.now()
    if (now - this.lookedAt < belief) return this.value
    this.lookedAt = now
    const state = stateOf(this.options.path)
    if (state !== this.state) this.reload(state)
    return this.value
  }

  private reload(state: string): void {
    const {path: file, load, log} = this.options
    this.state = state
    try {
      this.value = load()
      log?.info('a configuration file was read again', {file})
    } catch (error) {
      log?.error('a configuration file that has changed is not used', {file, error: (error as Error).message})
    }
  }
}

/** What tells one state of a file from another; links, as of mounted secrets, are followed. */
function stateOf(path: string): string {
  try {
    const {mtimeMs, size, ino} = statSync(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}
