import type {Clock} from '../clock.ts'
import type {QueueObserver} from '../work-queue.ts'
import type {Durations} from './durations.ts'
import {exponential, type Metrics, type Numbers} from './metrics.ts'

/** Seconds, from 10 ns on. */
const bounds = exponential(1e-8, 10, 10)

interface QueueFamilies {
  adds: Numbers
  depth: Numbers
  retries: Numbers
  waits: Durations
  works: Durations
  /** When what is being worked on was begun, by queue. Milliseconds. */
  underWay: Map<string, Map<string, number>>
}

/** Tells how a queue is doing, under the names that client-go's queues have. Times are the cluster's. */
export function observeQueue(metrics: Metrics, name: string, clock: Clock): QueueObserver {
  const {adds, depth, retries, waits, works, underWay} = familiesOf(metrics, clock)
  const labels = {name}
  const [added, waiting, retried] = [adds.at(labels), depth.at(labels), retries.at(labels)]
  const since = new Map<string, number>()
  const begun = new Map<string, number>()
  underWay.set(name, begun)
  return {
    added(key) {
      added.value += 1
      waiting.value += 1
      since.set(key, clock.now())
    },
    taken(key) {
      waiting.value -= 1
      const now = clock.now()
      waits.record(labels, (now - (since.get(key) ?? now)) / 1000)
      since.delete(key)
      begun.set(key, now)
    },
    done(key) {
      const now = clock.now()
      works.record(labels, (now - (begun.get(key) ?? now)) / 1000)
      begun.delete(key)
    },
    retried() {
      retried.value += 1
    },
  }
}

function familiesOf(metrics: Metrics, clock: Clock): QueueFamilies {
  const known = families.get(metrics)
  if (known) return known
  const underWay: QueueFamilies['underWay'] = new Map()
  const ages = (sum: (ages: number[]) => number) => () =>
    [...underWay].map(([name, begun]) => {
      const all = [...begun.values()].map(start => (clock.now() - start) / 1000)
      return {labels: {name}, value: sum(all)}
    })
  const made: QueueFamilies = {
    adds: metrics.counter('workqueue_adds_total', '[ALPHA] Total number of adds handled by workqueue'),
    depth: metrics.gauge('workqueue_depth', '[ALPHA] Current depth of workqueue'),
    retries: metrics.counter('workqueue_retries_total', '[ALPHA] Total number of retries handled by workqueue'),
    waits: metrics.histogram(
      'workqueue_queue_duration_seconds',
      '[ALPHA] How long in seconds an item stays in workqueue before being requested.',
      bounds,
    ),
    works: metrics.histogram(
      'workqueue_work_duration_seconds',
      '[ALPHA] How long in seconds processing an item from workqueue takes.',
      bounds,
    ),
    underWay,
  }
  metrics.read(
    'workqueue_unfinished_work_seconds',
    'gauge',
    "[ALPHA] How many seconds of work has done that is in progress and hasn't been observed by work_duration. Large values indicate stuck threads. One can deduce the number of stuck threads by observing the rate at which this increases.",
    ages(all => all.reduce((sum, age) => sum + age, 0)),
  )
  metrics.read(
    'workqueue_longest_running_processor_seconds',
    'gauge',
    '[ALPHA] How many seconds has the longest running processor for workqueue been running.',
    ages(all => Math.max(0, ...all)),
  )
  families.set(metrics, made)
  return made
}

const families = new WeakMap<Metrics, QueueFamilies>()
