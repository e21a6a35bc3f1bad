import type {FeatureGates} from './apiserver/enablement/feature-gates.ts'
import {describeVersion} from './apiserver/metrics/version-metrics.ts'
import {Metrics} from './runtime/metrics/metrics.ts'

/** The metrics of the programs that a control plane is made of: each has its own, though all run in this process. */
export class ProgramMetrics {
  private readonly programs = new Map<string, Metrics>()
  private readonly features: Pick<FeatureGates, 'enabled'> | undefined

  /** Absent: the features that are on by default. */
  constructor(features?: Pick<FeatureGates, 'enabled'>) {
    this.features = features
  }

  /** Those of `kube-scheduler` and the like; the same ones always. */
  of(program: string): Metrics {
    let metrics = this.programs.get(program)
    if (!metrics) {
      metrics = new Metrics()
      describeVersion(metrics)
      if (elected.has(program))
        metrics.read(
          'leader_election_master_status',
          'gauge',
          "[ALPHA] Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master. 'name' is the string used to identify the lease. Please make sure to group by name.",
          () => [{labels: {name: program}, value: 1}],
        )
      this.programs.set(program, metrics)
    }
    return metrics
  }

  /** What a program tells Prometheus; undefined where it has nothing to tell. */
  async text(program: string): Promise<string | undefined> {
    const metrics = this.programs.get(program)
    if (!metrics) return undefined
    const {processMetrics} = await import('./runtime/metrics/process-metrics.ts')
    const {featureMetrics} = await import('./apiserver/metrics/feature-metrics.ts')
    return metrics.text() + featureMetrics(this.features) + (await processMetrics())
  }
}

const elected = new Set(['kube-controller-manager', 'kube-scheduler'])
