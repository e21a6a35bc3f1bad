import {nextTurn} from './next-turn.ts'

/**
 * Knows whether anything in the cluster still has work that is due. Whoever takes on work (a queue with ready keys, a reconcile under way, a
 * watch event not yet delivered, a container's script that is not sleeping) holds a token until it is done; waiting for the clock
 * is not work. The cluster has settled when nobody holds one for a few turns of the event loop.
 */
export class Activity {
  private held = 0
  /** Counts every begin, so that `settled` sees work that came and went between two looks. */
  private begun = 0

  /** Takes a token; call the result, once, to give it back. */
  begin(): () => void {
    this.held += 1
    this.begun += 1
    let open = true
    return () => {
      if (!open) return
      open = false
      this.held -= 1
    }
  }

  /** Holds a token while the promise is pending. */
  async during<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
    const end = this.begin()
    try {
      return await (typeof work === 'function' ? work() : work)
    } finally {
      end()
    }
  }

  get busy(): boolean {
    return this.held > 0
  }

  /** Resolves when all work that is due is done. */
  async settled(quietTurns = 3): Promise<void> {
    let quiet = 0
    let seen = this.begun
    while (quiet < quietTurns) {
      await nextTurn()
      const still = this.held === 0 && this.begun === seen
      quiet = still ? quiet + 1 : 0
      seen = this.begun
    }
  }
}
