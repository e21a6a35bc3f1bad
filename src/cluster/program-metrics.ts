import {describeVersion} from './apiserver/metrics/version-metrics.ts'
import {Metrics} from './runtime/metrics/metrics.ts'

/** The metrics of the programs that a control plane is made of: each has its own, though all run in this process. */
export class ProgramMetrics {
  private readonly programs = new Map<string, Metrics>()

  /** Those of `kube-scheduler` and the like; the same ones always. */
  of(program: string): Metrics {
    let metrics = this.programs.get(program)
    if (!metrics) {
      metrics = new Metrics()
      describeVersion(metrics)
      if (elected.has(program))
        metrics.read('leader_election_master_status', 'gauge', '[ALPHA] Whether the program leads', () => [
          {labels: {name: program}, value: 1},
        ])
      this.programs.set(program, metrics)
    }
    return metrics
  }

  /** What a program tells Prometheus; undefined where it has nothing to tell. */
  async text(program: string): Promise<string | undefined> {
    const metrics = this.programs.get(program)
    if (!metrics) return undefined
    const {processMetrics} = await import('./runtime/metrics/process-metrics.ts')
    return metrics.text() + (await processMetrics())
  }
}

const elected = new Set(['kube-controller-manager', 'kube-scheduler'])
