/**
 * When a command is only waiting: for an event, for somebody to type, for time to pass. The cluster does not wait for it then; it does while an answer is
 * due, and while the command computes.
 */
export class Patience {
  private readonly idle: (wait: Promise<void>) => Promise<void>
  private waits = 0
  private questions = 0
  /** Ends the idleness that there is. */
  private stir: (() => void) | undefined

  constructor(idle: (wait: Promise<void>) => Promise<void>) {
    this.idle = idle
  }

  /** Awaits something that may take as long as it likes. */
  async during<T>(wait: Promise<T>): Promise<T> {
    this.waits += 1
    this.look()
    try {
      return await wait
    } finally {
      this.waits -= 1
      this.look()
    }
  }

  /** Awaits an answer that comes at once. */
  async asking<T>(answer: Promise<T>): Promise<T> {
    this.questions += 1
    this.look()
    try {
      return await answer
    } finally {
      this.questions -= 1
      this.look()
    }
  }

  /** The command has ended. */
  end(): void {
    this.waits = 0
    this.look()
  }

  private look(): void {
    const isIdle = this.waits > 0 && this.questions === 0
    if (isIdle === (this.stir !== undefined)) return
    if (!isIdle) {
      this.stir!()
      this.stir = undefined
      return
    }
    // Who ends the process rejects this; the process itself hears of it by its signal.
    void this.idle(new Promise(resolve => (this.stir = resolve))).catch(() => undefined)
  }
}
