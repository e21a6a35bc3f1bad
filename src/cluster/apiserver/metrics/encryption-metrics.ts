import {emptyHistogram, histogram, metric} from '../../runtime/metrics/exposition.ts'
import {KeyCounts} from '../encryption/key-counts.ts'

const generation = 'apiserver_storage_data_key_generation_duration_seconds'
const latencies = '[ALPHA] Latencies in seconds of data encryption key(DEK) generation operations.'

/** What became of the keys that a key management service encrypts; where there is none, of none. */
export function encryptionMetrics({misses, generations}: KeyCounts = new KeyCounts()): string {
  return [
    generations.histograms.length > 0
      ? histogram(generation, latencies, generations)
      : emptyHistogram(generation, latencies, generations.bounds),
    // Random bytes are always there, or the program ends.
    metric(
      'apiserver_storage_data_key_generation_failures_total',
      'counter',
      '[ALPHA] Total number of failed data encryption key(DEK) generation operations.',
      [{value: 0}],
    ),
    metric(
      'apiserver_storage_envelope_transformation_cache_misses_total',
      'counter',
      '[ALPHA] Total number of cache misses while accessing key decryption key(KEK).',
      [{value: misses}],
    ),
  ].join('')
}
