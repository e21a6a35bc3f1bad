import type {TimeSource} from './runtime/cluster-clock.ts'

/** The machine's own time: the one place in the cluster that asks for it. */
export const systemTime: TimeSource = {
  now: () => Date.now(),
  wake(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
