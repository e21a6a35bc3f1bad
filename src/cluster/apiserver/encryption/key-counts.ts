import {Durations} from '../../runtime/metrics/durations.ts'
import {exponential} from '../../runtime/metrics/metrics.ts'

/** What is counted of the keys of values that a key management service encrypts. */
export class KeyCounts {
  /** Keys that the service had to be asked for. */
  misses = 0
  /** How long it took to make new ones. */
  readonly generations = new Durations(exponential(5e-6, 2, 14))
}
