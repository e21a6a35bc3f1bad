/** The one source of time. Times are milliseconds since the epoch. */
export interface Clock {
  now(): number
  /** Calls back once the clock has reached `due`; at once (in a later turn) if it is past. */
  at(due: number, callback: () => void, options?: TimerOptions): Timer
  after(milliseconds: number, callback: () => void, options?: TimerOptions): Timer
  /** Resolves when that much time has passed; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, options?: TimerOptions & {signal?: AbortSignal}): Promise<void>
}

export interface TimerOptions {
  /**
   * A heartbeat rather than something a user is waiting for (lease renewals, steady probes, resyncs). Background timers fire in
   * order with the others, but never count as a reason to wake a cluster that is otherwise at rest.
   */
  background?: boolean
}

export interface Timer {
  cancel(): void
}

/** RFC 3339 to the second, as metav1.Time prints it. */
export function timestamp(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000)
  if (second !== last.second) last = {second, text: `${new Date(milliseconds).toISOString().slice(0, 19)}Z`}
  return last.text
}

/** The second that was written last: it is asked for many times. */
let last = {second: Number.NaN, text: ''}

/** RFC 3339 to the microsecond, as metav1.MicroTime prints it. */
export const microTimestamp = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`
