import type {Activity} from '../../runtime/activity.ts'

/** What of a script computes at the same time: its main course and its background jobs. One work token is held for as long as any of them does. */
export class ScriptStrands {
  private readonly activity: Activity
  private computing = 0
  private token?: () => void
  private readonly waiting: (() => void)[] = []

  constructor(activity: Activity) {
    this.activity = activity
  }

  /** Computes until the promise is settled. */
  async work<T>(run: () => Promise<T>): Promise<T> {
    this.enter()
    try {
      return await run()
    } finally {
      this.leave()
    }
  }

  /** Called within `work`: awaits what is no work, such as the clock. */
  async idle<T>(wait: Promise<T>): Promise<T> {
    this.leave()
    try {
      return await wait
    } finally {
      this.enter()
    }
  }

  /** Calls back as soon as nothing computes. */
  whenIdle(callback: () => void): void {
    if (this.computing === 0) callback()
    else this.waiting.push(callback)
  }

  private enter(): void {
    this.computing += 1
    if (this.computing === 1) this.token = this.activity.begin()
  }

  private leave(): void {
    this.computing -= 1
    if (this.computing > 0) return
    this.token?.()
    for (const callback of this.waiting.splice(0)) callback()
  }
}
