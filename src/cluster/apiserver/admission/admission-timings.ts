import type {DurationSeries} from '../../runtime/metrics/durations.ts'
import type {SummarySeries} from '../../runtime/metrics/summaries.ts'
import type {AdmissionMetrics, AdmissionStep} from '../metrics/admission-metrics.ts'
import type {AdmissionOperation, AdmissionPlugin} from './admission.ts'

interface TimedPlugin {
  plugin: AdmissionPlugin
  /** Absent where nothing is measured, and of checks that belong to a kind rather than to admission. */
  accepted?: DurationSeries
  rejected?: DurationSeries
}

/** The plugins that a step of admission asks about an operation, and where the time that they take is counted: every write asks all of them, so it is looked up once. */
export class AdmissionTimings {
  readonly metrics: AdmissionMetrics | undefined
  readonly plugins: readonly TimedPlugin[]
  private readonly acceptedSummary: SummarySeries | undefined
  private readonly rejectedSummary: SummarySeries | undefined
  private readonly accepted: DurationSeries | undefined
  private readonly rejected: DurationSeries | undefined

  constructor(
    plugins: readonly AdmissionPlugin[],
    {type, operation, metrics}: {type: AdmissionStep; operation: AdmissionOperation; metrics?: AdmissionMetrics},
  ) {
    const whole = (rejected: boolean) => metrics?.steps.at({operation, rejected: String(rejected), type})
    const ofPlugin = (name: string, rejected: boolean) =>
      metrics?.controllers.at({name, operation, rejected: String(rejected), type})
    this.metrics = metrics
    const summary = (rejected: boolean) => metrics?.stepSummaries.at({operation, rejected: String(rejected), type})
    this.acceptedSummary = summary(false)
    this.rejectedSummary = summary(true)
    this.accepted = whole(false)
    this.rejected = whole(true)
    this.plugins = plugins
      .filter(plugin => plugin[type])
      .map(plugin => ({
        plugin,
        ...(!plugin.partOfKind && {accepted: ofPlugin(plugin.name, false), rejected: ofPlugin(plugin.name, true)}),
      }))
  }

  /** A steady time in milliseconds, where anything is measured. */
  now(): number {
    return this.metrics ? performance.now() : 0
  }

  /** The whole step, which began then, is over. */
  took(rejected: boolean, began: number): void {
    const seconds = (this.now() - began) / 1000
    const series = rejected ? this.rejected : this.accepted
    series?.record(seconds)
    const summary = rejected ? this.rejectedSummary : this.acceptedSummary
    summary?.record(seconds)
  }
}
