import type {Connection} from './connection.ts'

/**
 * Notices that another process has written to the file. It looks at the disk, which knows nothing of the cluster's clock, so it keeps
 * real time; and it never keeps a process alive.
 */
export class DataVersionPoll {
  private readonly connection: Connection
  private readonly interval: number
  private readonly changed: () => void
  private timer?: NodeJS.Timeout
  private version = 0

  constructor(connection: Connection, interval: number, changed: () => void) {
    this.connection = connection
    this.interval = interval
    this.changed = changed
  }

  start(): void {
    if (this.timer || this.connection.file === ':memory:') return
    this.version = this.look()
    this.timer = setInterval(() => this.tick(), this.interval).unref()
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  private tick(): void {
    try {
      const version = this.look()
      if (version === this.version) return
      this.changed()
      this.version = version
    } catch {
      // The file is busy or unreadable for now; whoever uses it next is told so. Look again later.
    }
  }

  /** Changes when, and only when, somebody else has committed. */
  private look(): number {
    return this.connection.get<{data_version: number}>('pragma data_version')?.data_version ?? 0
  }
}
