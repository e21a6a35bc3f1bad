import type {Durations} from '../runtime/metrics/durations.ts'
import {exponential, type Metrics, type Numbers} from '../runtime/metrics/metrics.ts'

export type AttemptResult = 'scheduled' | 'unschedulable' | 'error'

export interface SchedulerGauges {
  /** How many pods wait, by queue. */
  pending(): Record<string, number>
  /** How many pods each plugin keeps waiting. */
  refusals(): ReadonlyMap<string, number>
  cache(): {nodes: number; pods: number; assumed: number}
}

/** What the scheduler counts, under kube-scheduler's names. */
export class SchedulerMetrics {
  private readonly profile: string
  private readonly attempts: Numbers
  private readonly durations: Durations
  private readonly algorithm: Durations
  private readonly sli: Durations
  private readonly tries: Durations
  private readonly incoming: Numbers
  private readonly preemptions: Numbers

  constructor(metrics: Metrics, profile: string, gauges: SchedulerGauges) {
    this.profile = profile
    const latencies = exponential(0.001, 2, 15)
    this.attempts = metrics.counter(
      'scheduler_schedule_attempts_total',
      "[STABLE] Number of attempts to schedule pods, by the result. 'unschedulable' means a pod could not be scheduled, while 'error' means an internal scheduler problem.",
    )
    this.durations = metrics.histogram(
      'scheduler_scheduling_attempt_duration_seconds',
      '[STABLE] Scheduling attempt latency in seconds (scheduling algorithm + binding)',
      latencies,
    )
    this.algorithm = metrics.histogram(
      'scheduler_scheduling_algorithm_duration_seconds',
      '[ALPHA] Scheduling algorithm latency in seconds',
      latencies,
    )
    this.sli = metrics.histogram(
      'scheduler_pod_scheduling_sli_duration_seconds',
      '[BETA] E2e latency for a pod being scheduled, from the time the pod enters the scheduling queue and might involve multiple scheduling attempts.',
      exponential(0.01, 2, 20),
    )
    this.tries = metrics.histogram(
      'scheduler_pod_scheduling_attempts',
      '[STABLE] Number of attempts to successfully schedule a pod.',
      [1, 2, 4, 8, 16],
    )
    this.incoming = metrics.counter(
      'scheduler_queue_incoming_pods_total',
      '[STABLE] Number of pods added to scheduling queues by event and queue type.',
    )
    this.preemptions = metrics.counter(
      'scheduler_preemption_attempts_total',
      '[STABLE] Total preemption attempts in the cluster till now',
    )
    this.preemptions.add({}, 0)
    metrics.read(
      'scheduler_pending_pods',
      'gauge',
      "[STABLE] Number of pending pods, by the queue type. 'active' means number of pods in activeQ; 'backoff' means number of pods in backoffQ; 'unschedulable' means number of pods in unschedulablePods that the scheduler attempted to schedule and failed; 'gated' is the number of unschedulable pods that the scheduler never attempted to schedule because they are gated.",
      () => Object.entries(gauges.pending()).map(([queue, value]) => ({labels: {queue}, value})),
    )
    metrics.read('scheduler_unschedulable_pods', 'gauge', '[ALPHA] How many pods a plugin keeps waiting', () =>
      [...gauges.refusals()].map(([plugin, value]) => ({labels: {plugin, profile}, value})),
    )
    metrics.read(
      'scheduler_cache_size',
      'gauge',
      '[ALPHA] Number of nodes, pods, and assumed (bound) pods in the scheduler cache.',
      () => {
        const {nodes, pods, assumed} = gauges.cache()
        return Object.entries({assumed_pods: assumed, nodes, pods}).map(([type, value]) => ({labels: {type}, value}))
      },
    )
  }

  /** A node was chosen, or none; seconds. */
  chosen(seconds: number): void {
    this.algorithm.record({}, seconds)
  }

  attempted(result: AttemptResult, seconds: number): void {
    const labels = {profile: this.profile, result}
    this.attempts.add(labels)
    this.durations.record(labels, seconds)
  }

  /** A pod was bound, so many seconds after it had come. */
  bound(attempts: number, seconds: number): void {
    this.sli.record({attempts: attempts > 15 ? '16+' : String(attempts)}, seconds)
    this.tries.record({}, attempts)
  }

  enqueued(queue: string, event: string): void {
    this.incoming.add({event, queue})
  }

  preempting(): void {
    this.preemptions.add()
  }
}
