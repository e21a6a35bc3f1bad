import type {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'

/** What a clock has still to call back, as `15s` or `background 15s` from now, soonest first. Timers that were set before it is asked for do not count. */
export function pendingTimers(clock: ClusterClock): () => string[] {
  const pending = new Set<{due: number; background: boolean}>()
  const at = clock.at.bind(clock)
  clock.at = (due, callback, options = {}) => {
    const entry = {due, background: options.background ?? false}
    const fire = () => {
      pending.delete(entry)
      callback()
    }
    const timer = at(due, fire, options)
    pending.add(entry)
    return {
      cancel() {
        pending.delete(entry)
        timer.cancel()
      },
    }
  }
  return () =>
    [...pending]
      .sort((a, b) => a.due - b.due)
      .map(({due, background}) => `${background ? 'background ' : ''}${(due - clock.now()) / 1000}s`)
}
