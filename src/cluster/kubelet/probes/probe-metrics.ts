import {defaultBuckets} from '../../runtime/metrics/default-buckets.ts'
import {Metrics} from '../../runtime/metrics/metrics.ts'
import type {ProbeKind} from './prober.ts'

/** What is counted of a probe, and where. */
export interface ProbedContainer {
  node: string
  namespace: string
  pod: string
  uid: string
  container: string
}

const kinds: Record<ProbeKind, string> = {startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness'}

/** `/metrics/probes` of each node: how probes ended, and how long those took that passed. */
export class ProbeMetrics {
  private readonly nodes = new Map<string, ReturnType<typeof families>>()

  count(
    kind: ProbeKind,
    {node, namespace, pod, uid, container}: ProbedContainer,
    passed: boolean,
    seconds: number,
  ): void {
    const {total, durations} = this.of(node)
    const labels = {container, namespace, pod, probe_type: kinds[kind]}
    total.add({...labels, pod_uid: uid, result: passed ? 'successful' : 'failed'})
    if (passed) durations.record(labels, seconds)
  }

  text(node: string): string {
    return this.nodes.get(node)?.metrics.text() ?? ''
  }

  private of(node: string): ReturnType<typeof families> {
    const known = this.nodes.get(node)
    if (known) return known
    const made = families()
    this.nodes.set(node, made)
    return made
  }
}

function families() {
  const metrics = new Metrics()
  return {
    metrics,
    total: metrics.counter(
      'prober_probe_total',
      '[BETA] Cumulative number of a liveness, readiness or startup probe for a container by result.',
    ),
    durations: metrics.histogram(
      'prober_probe_duration_seconds',
      '[ALPHA] Duration in seconds for a probe response.',
      defaultBuckets,
    ),
  }
}
