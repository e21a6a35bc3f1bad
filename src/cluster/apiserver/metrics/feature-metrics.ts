import {metric} from '../../runtime/metrics/exposition.ts'
import type {FeatureGates} from '../enablement/feature-gates.ts'
import {knownFeatureGates} from '../enablement/known-feature-gates.ts'

/** Which features are on, of those that every program of Kubernetes knows. Those that are settled have no stage. */
export function featureMetrics(features: Pick<FeatureGates, 'enabled'> | undefined): string {
  const gates = [
    ...knownFeatureGates,
    ['AllAlpha', {stage: 'ALPHA', on: false}] as const,
    ['AllBeta', {stage: 'BETA', on: false}] as const,
  ]
  return metric(
    'kubernetes_feature_enabled',
    'gauge',
    '[BETA] This metric records the data about the stage and enablement of a k8s feature.',
    gates
      .map(([name, {stage, on}]) => ({
        labels: {name, stage: stage === 'GA' ? '' : stage},
        value: (features?.enabled(name) ?? on) ? 1 : 0,
      }))
      .sort((a, b) => (a.labels.name < b.labels.name ? -1 : 1)),
  )
}
