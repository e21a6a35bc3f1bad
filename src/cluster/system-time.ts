import type {TimeSource} from './runtime/cluster-clock.ts'

/** The machine's own time: the one place in the cluster that asks for it. */
export const systemTime: TimeSource = {
  now: () => Date.now(),
  wake(milliseconds, callback, {keepsAlive = false} = {}) {
    const timer = setTimeout(callback, milliseconds)
    if (!keepsAlive) timer.unref()
    return () => clearTimeout(timer)
  },
}
